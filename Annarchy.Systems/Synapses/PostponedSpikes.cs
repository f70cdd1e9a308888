using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>
/// Post-synaptic spikes whose effect on synapses stored by pre-synaptic neuron is put off until a synapse is needed: then all synapses of
/// its neuron, which lie side by side, are brought up to date. Doing it at once would touch every synapse of a dendrite in a row of its own.
/// </summary>
/// <remarks>
/// The last spikes of every post-synaptic neuron are kept, the newest in the first column. A row has seen all spikes up to some step, so
/// that a pass over it for each column, from the oldest on, does what is due in the order of the spikes. Nothing but their steps is needed
/// (<see cref="PostponedProgram"/>); whoever looks at synapses, or changes what the program reads, settles everything first.
/// </remarks>
internal sealed class PostponedSpikes : ISystem, IRunVisitor, IDisposable
{
    /// <summary>Spikes kept of each neuron; rows that have not seen the oldest are brought up to date before it is forgotten.</summary>
    public const int Depth = 8;

    /// <summary>Before the first step.</summary>
    private const long Never = -1;

    private readonly Projection _projection;
    private readonly SynapseTraversal _senders;
    private readonly SynapseTraversal _dendrites;
    private readonly SpikeRing _spikes;
    private readonly Pass[] _passes;
    private readonly Column _seen;
    private readonly Column _seenBefore;
    private readonly SharedRuns _runs;
    private readonly SharedRuns _dendriteRuns;
    private readonly DendriteVisitor _dendriteVisitor;
    private readonly YoungSynapses _young;
    private readonly int[] _waiting;
    private int _waitingCount;
    private long _leastSeen = Never;
    private long _last = Never;

    /// <param name="projection">The projection.</param>
    /// <param name="senders">Its synapses by pre-synaptic neuron, as they are stored.</param>
    /// <param name="dendrites">Its dendrites.</param>
    /// <param name="bind">Ties the program to the rows of a traversal, given the steps of the spikes and those that were seen.</param>
    public PostponedSpikes(
        Projection projection, SynapseTraversal senders, SynapseTraversal dendrites, Func<SynapseTraversal, Column, Column, SwitchedBinding> bind)
    {
        _projection = projection;
        _senders = senders;
        _dendrites = dendrites;
        _spikes = projection.Post.Whole.Spikes!;
        var precision = projection.Network.Precision;
        _seen = new Column("seen", AttributeKind.Integer, precision, projection.Pre.Whole.Size);
        _seen.Fill(Never);
        _seenBefore = new Column("seen_before", AttributeKind.Integer, precision, projection.Pre.Whole.Size);
        _runs = new SharedRuns(projection, senders, byTarget: false);
        _dendriteRuns = new SharedRuns(projection, dendrites, byTarget: false);
        _dendriteVisitor = new DendriteVisitor(this);
        _young = new YoungSynapses(senders.RowCount);
        _waiting = new int[projection.Post.Whole.Size];
        _passes = new Pass[Depth];
        for (var i = 0; i < Depth; i++)
        {
            var steps = new Column("postponed_spike", AttributeKind.Integer, precision, projection.Post.Whole.Size);
            steps.Fill(Never);
            _passes[i] = new Pass(steps, bind(senders, steps, _seenBefore), bind(dendrites, steps, _seen));
        }
    }

    public string Name => $"post-synaptic spikes of {_projection.Label}";

    public nuint ByteCount => (2 * _seen.ByteCount) + ((nuint)Depth * _passes[0].Steps.ByteCount) + ((nuint)_waiting.Length * sizeof(int));

    /// <summary>Takes up the spikes of the step.</summary>
    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting)
            return;
        var spikes = _spikes.At(1).Ranks;
        var oldest = Never;
        foreach (var rank in spikes)
            oldest = Math.Max(oldest, (long)_passes[^1].Steps[rank]);
        if (oldest > _leastSeen)
            MakeRoom(oldest);
        foreach (var rank in spikes)
            Add(rank, context.Step);
        _last = context.Step;
    }

    /// <summary>Makes ready for bringing rows up to date in the present step.</summary>
    public void Prepare()
    {
        foreach (var pass in _passes)
            Prepare(pass.PerSender);
    }

    /// <summary>Notes that a row is about to be shown all spikes, once to each of its synapses.</summary>
    public void Take(int row)
    {
        var pre = _senders.RankOf(row);
        var seen = (long)_seen[pre];
        _young.Forget(row, seen);
        _seenBefore[pre] = seen;
        _seen[pre] = _last;
    }

    /// <summary>The steps of the last spikes.</summary>
    public Column Newest => _passes[0].Steps;

    /// <summary>The steps whose spikes rows had seen when they were taken.</summary>
    public Column SeenBefore => _seenBefore;

    /// <summary>Whether there was something to show to a row that was taken.</summary>
    public bool IsBehind(int row) => _passes[0].Newest > (long)_seenBefore[_senders.RankOf(row)];

    /// <summary>Shows synapses of a row that was taken what it had not seen.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="run">The synapses.</param>
    /// <param name="member">Who does it.</param>
    /// <param name="but">How many of the last spikes of a neuron are not shown; only where no synapses are created.</param>
    public void Show(int row, in SynapseRun run, int member, int but = 0)
    {
        var seen = (long)_seenBefore[_senders.RankOf(row)];
        var part = run with { Ahead = 0 };
        var hasYoung = _young.First(row) is not null;
        for (var i = Depth - 1; i >= but; i--)
        {
            if (_passes[i].Newest <= seen)
                continue;
            if (hasYoung)
                BeginLives(row, in run, i);
            _passes[i].PerSender.Choose(_projection.Plasticity)?.Run(row, in part, member);
        }

        if (hasYoung)
            BeginLives(row, in run, -1);
    }

    /// <summary>Takes note of a synapse that was created after the last spikes, in a row that may not have seen them yet.</summary>
    public void Created(int row, int post, int slot)
    {
        var seen = (long)_seen[_senders.RankOf(row)];
        _young.Forget(row, seen);
        if ((long)_passes[0].Steps[post] > seen)
            _young.Add(row, post, _last, slot, _projection.SlotColumns);
    }

    /// <summary>Puts a row down for <see cref="CatchUp()"/>, unless it has seen all spikes or stands there already.</summary>
    public void Add(int row)
    {
        if ((long)_seen[_senders.RankOf(row)] >= _passes[0].Newest)
            return;
        Take(row);
        _runs.Add(row);
    }

    /// <summary>Shows the rows that were put down all spikes.</summary>
    public void CatchUp()
    {
        _runs.Visit(this);
        _runs.Clear();
    }

    void IRunVisitor.Visit(int row, in SynapseRun run, int member) => Show(row, in run, member);

    /// <summary>Shows a row all spikes.</summary>
    public void CatchUp(int row)
    {
        Add(row);
        CatchUp();
    }

    /// <summary>Shows all synapses all spikes.</summary>
    public void Settle()
    {
        if (_waitingCount == 0)
            return;

        // A few dendrites are quicker than all rows, if there are no synapses for which their spikes are too old.
        if (_young.Count == 0 && _waitingCount < _dendrites.RowCount / 16)
            SettleDendrites();
        else
            SettleRows(_last);
        Forget();
    }

    /// <summary>Forgets all spikes, which all synapses have seen or never will; times begin anew.</summary>
    public void Forget()
    {
        _waitingCount = 0;
        _young.Clear();
        _seen.Fill(Never);
        (_leastSeen, _last) = (Never, Never);
        foreach (var pass in _passes)
            pass.Forget();
    }

    public void Dispose()
    {
        _seen.Dispose();
        _seenBefore.Dispose();
        _runs.Dispose();
        _dendriteRuns.Dispose();
        foreach (var pass in _passes)
            pass.Dispose();
    }

    /// <summary>
    /// Gives the synapses of a row that were created since it was shown anything the values of their beginning, before the first spike they see.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="run">Synapses of the row that are being shown spikes.</param>
    /// <param name="pass">Number of the pass to come; -1 after the last one.</param>
    private void BeginLives(int row, in SynapseRun run, int pass)
    {
        var seen = (long)_seenBefore[_senders.RankOf(row)];
        for (var young = _young.First(row); young is not null; young = young.Next)
        {
            if (young.Step <= seen || !Sees(young, pass) || Sees(young, pass + 1))
                continue;
            var slot = ((SparseConnectivity)_projection.Connectivity).Rows.Find(row, young.Rank);
            if (slot >= run.Begin && slot < run.End)
                young.GiveBack(slot, _projection.SlotColumns);
        }
    }

    /// <summary>Whether a synapse sees the spike of a pass, which was after it was created; everything is after the last pass.</summary>
    private bool Sees(YoungSynapses.Synapse young, int pass) =>
        pass < 0 || (pass < Depth && (long)_passes[pass].Steps[young.Rank] > young.Step);

    private void Add(int rank, long step)
    {
        if ((long)_passes[0].Steps[rank] == Never)
            _waiting[_waitingCount++] = rank;
        for (var i = Depth - 1; i > 0; i--)
            _passes[i].Put(rank, (long)_passes[i - 1].Steps[rank]);
        _passes[0].Put(rank, step);
    }

    /// <summary>Lets spikes up to a step be forgotten: rows that have not seen them see all.</summary>
    private void MakeRoom(long oldest)
    {
        SettleRows(oldest - 1);
        _leastSeen = long.MaxValue;
        for (var row = 0; row < _senders.RowCount; row++)
            _leastSeen = Math.Min(_leastSeen, (long)_seen[_senders.RankOf(row)]);
    }

    /// <summary>Brings the rows up to date that have seen nothing after a step.</summary>
    private void SettleRows(long step)
    {
        Prepare();
        for (var row = 0; row < _senders.RowCount; row++)
        {
            if ((long)_seen[_senders.RankOf(row)] <= step)
                Add(row);
        }

        CatchUp();
    }

    private void SettleDendrites()
    {
        foreach (var pass in _passes)
            Prepare(pass.PerDendrite);
        _dendriteRuns.Clear();
        for (var w = 0; w < _waitingCount; w++)
        {
            var row = _dendrites.RowOf(_waiting[w]);
            if (row >= 0)
                _dendriteRuns.Add(row);
        }

        _dendriteRuns.Visit(_dendriteVisitor);
    }

    private void Prepare(SwitchedBinding binding) =>
        binding.Choose(_projection.Plasticity)?.Prepare(
            new InstanceStep(0, _projection.Network.StreamSeed, _projection.Network.CurrentStep, _projection.Network.CurrentStep));

    /// <summary>Shows synapses of dendrites all spikes.</summary>
    private sealed class DendriteVisitor(PostponedSpikes postponed) : IRunVisitor
    {
        public void Visit(int row, in SynapseRun run, int member)
        {
            for (var i = Depth - 1; i >= 0; i--)
            {
                if (postponed._passes[i].Newest != Never)
                    postponed._passes[i].PerDendrite.Choose(postponed._projection.Plasticity)?.Run(row, in run, member);
            }
        }
    }

    /// <summary>One spike of every post-synaptic neuron, and what shows it to synapses.</summary>
    private sealed record Pass(Column Steps, SwitchedBinding PerSender, SwitchedBinding PerDendrite) : IDisposable
    {
        /// <summary>The step of the last of the spikes.</summary>
        public long Newest { get; private set; } = Never;

        public void Put(int rank, long step)
        {
            Steps[rank] = step;
            Newest = Math.Max(Newest, step);
        }

        public void Forget()
        {
            Steps.Fill(Never);
            Newest = Never;
        }

        public void Dispose()
        {
            Steps.Dispose();
            PerSender.Dispose();
            PerDendrite.Dispose();
        }
    }
}
