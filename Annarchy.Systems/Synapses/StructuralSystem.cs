using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Projections;
using Annarchy.Randomness;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Creates or prunes synapses where a condition holds, once every period while it is switched on.</summary>
internal sealed unsafe class StructuralSystem : ISystem, IDisposable
{
    /// <summary>Probability below which it is quicker to let chance decide first.</summary>
    private const double RareProbability = 0.05;

    /// <summary>Picks ahead of the present one whose memory is asked for.</summary>
    private const int PicksAhead = 8;

    private readonly Projection _projection;
    private readonly SparseConnectivity _connectivity;
    private readonly StructuralProgram _program;
    private readonly SynapseTraversal _rows;
    private readonly SynapseBinding _condition;
    private readonly StructuralSchedule _schedule;
    private readonly PostponedSpikes? _postponed;
    private readonly List<(int Row, int Position)> _picks = [];
    private readonly List<(int Dendrite, int Pre, int Row)> _changes = [];
    private NativeArray<int> _found = new(0);

    /// <param name="projection">The projection.</param>
    /// <param name="program">Condition, probability and what new synapses are like.</param>
    /// <param name="rows">The synapses to prune, or the pairs to connect.</param>
    /// <param name="condition">The condition bound to them.</param>
    /// <param name="schedule">When it is evaluated.</param>
    /// <param name="postponed">
    /// Post-synaptic spikes the synapses may not have seen yet; null if they see them at once, or if what is pruned does not depend on them.
    /// </param>
    public StructuralSystem(
        Projection projection,
        StructuralProgram program,
        SynapseTraversal rows,
        SynapseBinding condition,
        StructuralSchedule schedule,
        PostponedSpikes? postponed)
    {
        _projection = projection;
        _connectivity = (SparseConnectivity)projection.Connectivity;
        _program = program;
        _rows = rows;
        _condition = condition;
        _schedule = schedule;
        _postponed = postponed;
    }

    public string Name => $"{(_rows is PairTraversal ? "creation" : "pruning")} of synapses of {_projection.Label}";

    private bool Creates => _rows is PairTraversal;

    public void Update(in StepContext context)
    {
        if (!_schedule.IsDue(context.Step))
            return;
        _projection.Loosened();
        _condition.Prepare(InstanceStep.Of(_projection.Network, context));
        _postponed?.Prepare();
        _changes.Clear();
        if (_program.Probability < RareProbability)
            CollectRare(context.Step);
        else
            CollectAll(context.Step);
        if (_changes.Count == 0)
            return;
        if (Creates)
            Create(context.Step);
        else
            Prune();
    }

    public void Dispose()
    {
        _condition.Dispose();
        _found.Dispose();
        if (Creates)
            _rows.Dispose();
    }

    /// <summary>Finds the synapses or pairs that fulfil the condition, and lets chance decide which of them change.</summary>
    private void CollectAll(long step)
    {
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        for (var row = 0; row < _rows.RowCount; row++)
        {
            _rows.Runs(row, runs);
            var length = runs->End - runs->Begin;
            if (_found.Length < length + Column.RowPadding)
            {
                _found.Dispose();
                _found = new NativeArray<int>((2L * length) + Column.RowPadding);
            }

            if (!Creates)
                _postponed?.CatchUp(row);
            var count = _condition.Find(row, in *runs, _found.Pointer);
            for (var i = 0; i < count; i++)
                Propose(row, _found.Pointer[i], in *runs);
        }

        KeepSome(step);
    }

    /// <summary>
    /// The other way round for small probabilities: chance picks synapses or pairs, by the number of those it passes over, and the condition is
    /// evaluated for them alone.
    /// </summary>
    private void CollectRare(long step)
    {
        if (_program.Probability <= 0.0)
            return;
        Pick(step);
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        var rank = 0;
        var last = -1;
        for (var i = 0; i < _picks.Count; i++)
        {
            if (i + PicksAhead < _picks.Count)
                Prefetch(_picks[i + PicksAhead]);
            var (row, position) = _picks[i];
            if (!Creates && row != last)
                _postponed?.CatchUp(row);
            last = row;
            _rows.Runs(row, runs);
            runs->Begin += position;
            runs->End = runs->Begin + 1;
            if (_condition.Find(row, in *runs, &rank) > 0)
                Propose(row, rank, in *runs);
        }
    }

    /// <summary>Lets chance pick synapses or pairs, all of them before any is looked at.</summary>
    private void Pick(long step)
    {
        _picks.Clear();
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        var picks = new RarePicks(_program.Probability, Key(RandomStreams.StructuralChance, step));
        var passed = 0L;
        for (var row = 0; row < _rows.RowCount; row++)
        {
            _rows.Runs(row, runs);
            var length = runs->End - runs->Begin;
            for (; picks.Next - passed < length; picks.MoveOn())
                _picks.Add((row, (int)(picks.Next - passed)));
            passed += length;
        }
    }

    /// <summary>Asks for the memory that will tell whether a pick changes, which is nowhere near that of the one before.</summary>
    private void Prefetch((int Row, int Position) pick)
    {
        if (_rows is PairTraversal pairs)
            _connectivity.PrefetchConnects(pick.Row, pairs.PreRank(pick.Position));
        else
            _connectivity.Rows.Prefetch(_connectivity.Rows.Bounds.Begin[pick.Row] + pick.Position, _projection.SlotColumns);
    }

    /// <summary>Takes up a synapse or pair that fulfils the condition.</summary>
    private void Propose(int row, int kernelRow, in SynapseRun run)
    {
        if (_rows is PairTraversal pairs)
        {
            var pre = pairs.PreRank(row, kernelRow);
            if (!_connectivity.Connects(row, pre))
                _changes.Add((row, pre, kernelRow));
        }
        else if (_rows.IsByDendrite)
        {
            _changes.Add((row, _connectivity.Rows.RankOf(run.OtherIndex[kernelRow]), kernelRow));
        }
        else
        {
            _changes.Add((_connectivity.DendriteOf(_connectivity.Rows.RankOf(_connectivity.Rows.Cells.Pointer[kernelRow])), row, kernelRow));
        }
    }

    /// <summary>Lets chance decide, synapse by synapse.</summary>
    private void KeepSome(long step)
    {
        if (_program.Probability >= 1.0)
            return;
        var key = Key(RandomStreams.StructuralChance, step);
        var probability = _program.Probability;
        Span<double> draw = stackalloc double[1];
        var kept = 0;
        for (var i = 0; i < _changes.Count; i++)
        {
            RandomFill.Uniform(draw, in key, _changes[i].Row);
            if (draw[0] < probability)
                _changes[kept++] = _changes[i];
        }

        _changes.RemoveRange(kept, _changes.Count - kept);
    }

    private void Create(long step)
    {
        var weightKey = Key(RandomStreams.StructuralWeight, step);
        var delayKey = Key(RandomStreams.StructuralDelay, step);
        Span<double> draw = stackalloc double[1];

        // Before anything moves: a new synapse has not seen what its row is still to see of its post-synaptic neuron.
        foreach (var (dendrite, pre, _) in _changes)
            _postponed?.CatchUp(pre, _connectivity.PostRanks.Pointer[dendrite]);
        foreach (var (dendrite, pre, row) in _changes)
        {
            var weight = Value(_program.Weight, draw, in weightKey, row);
            double? delay = _program.Delay is { } given ? Value(given, draw, in delayKey, row) : null;
            _projection.CreateSynapse(dendrite, pre, weight, delay);
        }
    }

    private void Prune()
    {
        // From the last to the first, so that slots not yet pruned stay where they are.
        for (var i = _changes.Count - 1; i >= 0; i--)
            _projection.PruneSynapse(_changes[i].Dendrite, _changes[i].Pre, _changes[i].Row);
    }

    private RandomKey Key(int stream, long step) => new(_projection.Network.StreamSeed, _projection.RandomObject, stream, step);

    private static double Value(InitialValue value, Span<double> draw, in RandomKey key, int row)
    {
        if (value.Distribution is not { } distribution)
            return value.Number;
        distribution.Fill(draw, in key, row);
        return draw[0];
    }
}
