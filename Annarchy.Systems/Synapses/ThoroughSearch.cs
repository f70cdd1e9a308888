using Annarchy.Connectivity;
using Annarchy.Randomness;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Evaluates the condition everywhere, and lets chance decide where it holds.</summary>
/// <param name="connectivity">The synapses there are.</param>
/// <param name="probability">Probability of a change where the condition holds.</param>
/// <param name="rows">The synapses to prune, as they are stored, or the pairs to connect.</param>
/// <param name="condition">The condition, bound to the rows.</param>
/// <param name="postponed">Post-synaptic spikes that the condition depends on and that synapses may not have seen yet; null if there are none.</param>
internal sealed unsafe class ThoroughSearch(
    SparseConnectivity connectivity, double probability, SynapseTraversal rows, SynapseBinding condition, PostponedSpikes? postponed)
    : StructuralSearch(connectivity, rows)
{
    private NativeArray<int> _found = new(0);
    private double[] _draws = [];

    public override void Find(in InstanceStep step, in RandomKey chance, List<StructuralChange> changes)
    {
        condition.Prepare(step);
        postponed?.Prepare();
        if (Creates)
            Connectivity.PreparePairs();
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        for (var row = 0; row < Rows.RowCount; row++)
        {
            Rows.Runs(row, runs);
            var length = runs->End - runs->Begin;
            if (_found.Length < length + Column.RowPadding)
            {
                _found.Dispose();
                _found = new NativeArray<int>((2L * length) + Column.RowPadding);
            }

            postponed?.CatchUp(row);
            var count = condition.Find(row, in *runs, _found.Pointer);
            if (probability < 1.0)
                count = KeepSome(count, chance);
            for (var i = 0; i < count; i++)
            {
                var change = Change(row, _found.Pointer[i]);
                if (!Creates || !Connectivity.Connects(change.Dendrite, change.Pre))
                    changes.Add(change);
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        condition.Dispose();
        _found.Dispose();
    }

    /// <summary>Lets chance decide among those found: each has a number of its own, whatever others were found.</summary>
    /// <returns>How many are left.</returns>
    private int KeepSome(int count, in RandomKey chance)
    {
        if (count == 0)
            return 0;
        var found = _found.Pointer;
        var first = found[0];
        var draws = found[count - 1] - first + 1;
        if (_draws.Length < draws)
            _draws = new double[2 * draws];
        RandomFill.Uniform(_draws.AsSpan(0, draws), in chance, first);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (_draws[found[i] - first] < probability)
                found[kept++] = found[i];
        }

        return kept;
    }
}
