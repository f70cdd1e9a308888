using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>What the members of a team do to some synapses of a row.</summary>
internal interface IRunVisitor
{
    /// <summary>Does it.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="run">Synapses of the row.</param>
    /// <param name="member">Number of the member that does it.</param>
    void Visit(int row, in SynapseRun run, int member);
}

/// <summary>
/// Runs of synapses that the members of a team visit together, in the order they were added: each member those onto its own post-synaptic neurons,
/// or, where nothing but synapses changes, as many as the others. While synapses come and go, their rows are in no order by which those onto some
/// neurons would be found.
/// </summary>
internal sealed unsafe class SharedRuns : ITeamWork, IDisposable
{
    /// <summary>Synapses for each member that are worth meeting the others.</summary>
    private const long WorthMeeting = 1 << 9;

    private readonly SynapseTraversal _traversal;
    private readonly ThreadTeam _team;
    private readonly NeuronShares? _shares;
    private readonly bool _hasOneDelay;

    /// <summary>A list outside of managed memory: all arrive at once.</summary>
    private readonly ArrivalQueue<RowRun> _runs = new(1);

    private IRunVisitor? _visitor;
    private long _synapses;
    private bool _isAlone;
    private int _members;

    /// <param name="projection">The synapses.</param>
    /// <param name="traversal">Whose runs.</param>
    /// <param name="byTarget">Whether post-synaptic neurons may change; then rows are those of pre-synaptic neurons.</param>
    public SharedRuns(Projection projection, SynapseTraversal traversal, bool byTarget)
    {
        var post = projection.Post.Whole;
        _traversal = traversal;
        _team = projection.Network.Team;
        _hasOneDelay = projection.Connectivity.UniformDelay is not null;
        if (byTarget)
            _shares = post.Shares.IsWhole(post.Shares.Members - 1) ? NeuronShares.Equal(post.Size, _team.Size) : post.Shares;
    }

    public void Clear()
    {
        _runs.Clear();
        (_synapses, _isAlone) = (0, false);
    }

    /// <summary>Adds all synapses of a row; where they are in the order of delays, only some of them could be shared by target.</summary>
    public void Add(int row)
    {
        _isAlone |= _shares is not null && !_hasOneDelay;
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        var count = _traversal.Runs(row, runs);
        for (var i = 0; i < count; i++)
            Add(row, in runs[i]);
    }

    /// <summary>Adds some synapses of a row.</summary>
    public void Add(int row, in SynapseRun run)
    {
        if (run.Begin >= run.End)
            return;
        if (_synapses > 0 && _traversal.Self.Kind == AccessKind.Row)
            LetLastAskFor(in run);
        _runs.Add(0, new RowRun(row, run));
        _synapses += run.End - run.Begin;
    }

    /// <summary>Tells the run added last where the next one is, whose values are asked for while it is visited.</summary>
    private void LetLastAskFor(in SynapseRun next)
    {
        ref var last = ref _runs.Tails[0][-1];
        last.Run.Ahead = next.Begin - last.Run.Begin;
    }

    /// <summary>Lets the team visit all synapses that were added.</summary>
    public void Visit(IRunVisitor visitor)
    {
        if (_synapses == 0)
            return;
        _visitor = visitor;
        _members = _shares?.Members ?? _team.Size;
        if (_isAlone || (_shares is not null && !_traversal.IsSorted) || _synapses < WorthMeeting * _members)
            _members = 1;
        _team.Run(this, _members);
    }

    public void Execute(int member)
    {
        if (_members == 1)
            VisitAll();
        else if (_shares is not null)
            VisitWithin(_shares[member], member);
        else
            VisitPart(_synapses * member / _members, _synapses * (member + 1) / _members, member);
    }

    private void VisitAll()
    {
        foreach (ref readonly var entry in _runs.Arriving)
            _visitor!.Visit(entry.Row, in entry.Run, 0);
    }

    private void VisitWithin((int Begin, int End) neurons, int member)
    {
        foreach (ref readonly var entry in _runs.Arriving)
        {
            var part = _traversal.Within(in entry.Run, neurons);
            if (part.Begin < part.End)
                _visitor!.Visit(entry.Row, in part, member);
        }
    }

    /// <summary>Visits the synapses from one to another, counted over all runs.</summary>
    private void VisitPart(long begin, long end, int member)
    {
        var passed = 0L;
        foreach (ref readonly var entry in _runs.Arriving)
        {
            var part = entry.Run;
            var length = part.End - part.Begin;
            part.End = part.Begin + (int)Math.Clamp(end - passed, 0, length);
            part.Begin += (int)Math.Clamp(begin - passed, 0, length);
            if (part.Begin < part.End)
                _visitor!.Visit(entry.Row, in part, member);
            passed += length;
        }
    }

    public void Dispose() => _runs.Dispose();

    /// <summary>Synapses of a row.</summary>
    private struct RowRun(int row, SynapseRun run)
    {
        public readonly int Row = row;
        public SynapseRun Run = run;
    }
}
