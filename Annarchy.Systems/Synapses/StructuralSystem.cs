using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Projections;
using Annarchy.Randomness;
using Annarchy.Replication;

namespace Annarchy.Synapses;

/// <summary>Creates or prunes synapses where a condition holds, once every period while it is switched on.</summary>
/// <param name="projection">The projection.</param>
/// <param name="program">What new synapses are like.</param>
/// <param name="search">Finds what changes.</param>
/// <param name="schedule">When it is evaluated.</param>
/// <param name="postponed">Post-synaptic spikes the synapses may not have seen yet; null if they see them at once.</param>
internal sealed class StructuralSystem(
    Projection projection, StructuralProgram program, StructuralSearch search, StructuralSchedule schedule, PostponedSpikes? postponed)
    : ISystem, IDisposable
{
    /// <summary>Changes ahead of the present one whose memory is asked for.</summary>
    private const int ChangesAhead = 8;

    /// <summary>Steps after which synapses are taken to stay.</summary>
    private const int StepsOfRest = 1000;

    private readonly SparseConnectivity _connectivity = (SparseConnectivity)projection.Connectivity;
    private readonly List<StructuralChange> _changes = [];
    private int _version;
    private int _stepsAtRest;

    public string Name => $"{(search.Creates ? "creation" : "pruning")} of synapses of {projection.Label}";

    public void Update(in StepContext context)
    {
        if (!schedule.IsDue(context.Step))
        {
            SortAtRest();
            return;
        }

        projection.Loosened();
        _changes.Clear();
        search.Find(InstanceStep.Of(projection.Network, context), Key(RandomStreams.StructuralChance, context.Step), _changes);
        if (_changes.Count == 0)
            return;
        _connectivity.Unsort();
        if (search.Creates)
            Create(context.Step);
        else
            Prune();
    }

    public void Dispose() => search.Dispose();

    /// <summary>Puts rows back into order when nothing has come or gone for a while, nor will.</summary>
    private void SortAtRest()
    {
        if (_connectivity.Rows.IsSorted)
            return;
        if (projection.IsCreating || projection.IsPruning || _connectivity.Version != _version)
            (_version, _stepsAtRest) = (_connectivity.Version, 0);
        else if (++_stepsAtRest == StepsOfRest)
            _connectivity.Sort(projection.SlotColumns);
    }

    private void Create(long step)
    {
        var weightKey = Key(RandomStreams.StructuralWeight, step);
        var delayKey = Key(RandomStreams.StructuralDelay, step);
        Span<double> draw = stackalloc double[1];
        for (var i = 0; i < _changes.Count; i++)
        {
            if (i + ChangesAhead < _changes.Count)
                Prefetch(_changes[i + ChangesAhead]);
            var (dendrite, pre, pair) = _changes[i];
            var weight = Value(program.Weight, draw, in weightKey, pair);
            double? delay = program.Delay is { } given ? Value(given, draw, in delayKey, pair) : null;
            var slot = projection.CreateSynapse(dendrite, pre, weight, delay);
            postponed?.Created(pre, _connectivity.PostRanks[dendrite], slot);
        }
    }

    private void Prune()
    {
        // From the last to the first, so that slots not yet pruned stay where they are.
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            if (i >= ChangesAhead)
                Prefetch(_changes[i - ChangesAhead]);
            projection.PruneSynapse(_changes[i].Dendrite, _changes[i].Pre, _changes[i].Slot);
        }
    }

    private void Prefetch(StructuralChange change) =>
        _connectivity.PrefetchChange(change.Dendrite, change.Pre, projection.SlotColumns);

    private RandomKey Key(int stream, long step) => new(projection.Network.StreamSeed, projection.RandomObject, stream, step);

    private static double Value(InitialValue value, Span<double> draw, in RandomKey key, int pair)
    {
        if (value.Distribution is not { } distribution)
            return value.Number;
        distribution.Fill(draw, in key, pair);
        return draw[0];
    }
}
