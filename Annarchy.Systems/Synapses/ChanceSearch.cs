using Annarchy.Connectivity;
using Annarchy.Randomness;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>
/// The other way round for small probabilities: chance picks synapses or pairs, by the number of those it passes over, and the condition is
/// evaluated for them alone. They are all over the memory, so that it is asked for long before it is needed.
/// </summary>
/// <param name="connectivity">The synapses there are.</param>
/// <param name="probability">Probability of a change where the condition holds.</param>
/// <param name="rows">The synapses to prune, as they are stored, or the pairs to connect.</param>
/// <param name="picks">What chance picks.</param>
/// <param name="condition">The condition, bound to the picks.</param>
/// <param name="postponed">Post-synaptic spikes that the condition depends on and that synapses may not have seen yet; null if there are none.</param>
/// <param name="columns">The columns of synaptic values.</param>
internal sealed unsafe class ChanceSearch(
    SparseConnectivity connectivity,
    double probability,
    SynapseTraversal rows,
    PickTraversal picks,
    SynapseBinding condition,
    PostponedSpikes? postponed,
    Func<Column[]> columns)
    : StructuralSearch(connectivity, rows)
{
    /// <summary>Probability below which it is quicker to let chance decide first.</summary>
    public const double MostLikely = 0.05;

    /// <summary>Pairs ahead of the present one whose memory is asked for.</summary>
    private const int PairsAhead = 8;

    private readonly List<(int Row, int KernelRow)> _places = [];
    private NativeArray<int> _found = new(0);

    public override void Find(in InstanceStep step, in RandomKey chance, List<StructuralChange> changes)
    {
        if (probability <= 0.0)
            return;
        if (Creates)
            Connectivity.PreparePairs();
        Pick(chance);
        picks.Clear();
        foreach (var (row, kernelRow) in _places)
            picks.Add(Change(row, kernelRow));
        if (postponed is not null)
            CatchUp(postponed);
        condition.Prepare(step);
        if (_found.Length < picks.Count + Column.RowPadding)
        {
            _found.Dispose();
            _found = new NativeArray<int>((2L * picks.Count) + Column.RowPadding);
        }

        SynapseRun run;
        picks.Runs(0, &run);
        var count = condition.Find(0, in run, _found.Pointer);
        for (var i = 0; i < count; i++)
        {
            var change = picks[_found.Pointer[i]];
            if (!Creates)
            {
                changes.Add(change);
                continue;
            }

            if (i + PairsAhead < count)
            {
                var ahead = picks[_found.Pointer[i + PairsAhead]];
                Connectivity.PrefetchConnects(ahead.Dendrite, ahead.Pre);
            }

            if (!Connectivity.Connects(change.Dendrite, change.Pre))
                changes.Add(change);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        condition.Dispose();
        picks.Dispose();
        _found.Dispose();
    }

    /// <summary>Lets chance pick.</summary>
    private void Pick(in RandomKey chance)
    {
        _places.Clear();
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        var rare = new RarePicks(probability, chance, stackalloc double[RarePicks.BufferLength]);
        var values = columns();
        var passed = 0L;
        for (var row = 0; row < Rows.RowCount; row++)
        {
            Rows.Runs(row, runs);
            var length = runs->End - runs->Begin;
            for (; rare.Next - passed < length; rare.MoveOn())
            {
                var kernelRow = runs->Begin + (int)(rare.Next - passed);
                if (!Creates)
                    Connectivity.Rows.Prefetch(kernelRow, values);
                _places.Add((row, kernelRow));
            }

            passed += length;
        }
    }

    private void CatchUp(PostponedSpikes spikes)
    {
        spikes.Prepare();
        var last = -1;
        foreach (var (row, _) in _places)
        {
            if (row != last)
                spikes.CatchUp(row);
            last = row;
        }
    }
}
