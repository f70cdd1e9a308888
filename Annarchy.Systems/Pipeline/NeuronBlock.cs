using System.Diagnostics;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>Systems that follow each other and whose members keep to their own neurons, run as one piece of work.</summary>
internal sealed class NeuronBlock(ThreadTeam team) : ITeamWork
{
    private INeuronSystem[] _systems = [];
    private long[][] _ticks = [];
    private StepContext _context;
    private int _count;
    private int _members;
    private bool _isTimed;

    /// <summary>Runs systems from one on, as far as they can be run together.</summary>
    /// <param name="order">The systems of a step.</param>
    /// <param name="first">Number of the first one, which is shared by neurons.</param>
    /// <param name="context">The step in progress.</param>
    /// <param name="ticks">Where the time of each is added; null not to time them.</param>
    /// <returns>Number of the system that comes next.</returns>
    public int Run(ISystem[] order, int first, in StepContext context, long[]? ticks)
    {
        var before = ticks is null ? 0 : Stopwatch.GetTimestamp();
        MakeRoom(order.Length - first, ticks is not null);
        (_context, _count, _members) = (context, 0, 0);
        var next = first;
        for (; next < order.Length; next++)
        {
            if (order[next] is INeuronSystem { CanShare: true } system)
            {
                if (!system.Begin(in context))
                    continue;

                // What does not change is not written: the other members have it in their caches.
                if (!ReferenceEquals(_systems[_count], system))
                    _systems[_count] = system;
                _count++;
                _members = Math.Max(_members, system.Shares.Members);
            }
            else if (order[next] is not IIdleSystem { IsIdle: true })
            {
                break;
            }
        }

        team.Run(this, _members);
        for (var i = 0; i < _count; i++)
            _systems[i].End();
        if (ticks is not null)
            Share(order, first, Stopwatch.GetTimestamp() - before, ticks);
        return next;
    }

    public void Execute(int member)
    {
        if (!_isTimed)
        {
            for (var i = 0; i < _count; i++)
                _systems[i].Execute(member, in _context);
            return;
        }

        var ticks = _ticks[member];
        for (var i = 0; i < _count; i++)
        {
            var before = Stopwatch.GetTimestamp();
            _systems[i].Execute(member, in _context);
            ticks[i] = Stopwatch.GetTimestamp() - before;
        }
    }

    /// <summary>The time of the whole goes to the systems as all members spent theirs.</summary>
    private void Share(ISystem[] order, int first, long whole, long[] ticks)
    {
        var total = 0L;
        for (var i = 0; i < _count; i++)
            total += OfAllMembers(i);
        for (var (i, place) = (0, first); i < _count; i++)
        {
            while (!ReferenceEquals(order[place], _systems[i]))
                place++;
            ticks[place] += (long)((double)whole * OfAllMembers(i) / Math.Max(total, 1));
        }
    }

    private long OfAllMembers(int system)
    {
        var sum = 0L;
        for (var member = 0; member < _members; member++)
            sum += _ticks[member][system];
        return sum;
    }

    private void MakeRoom(int systems, bool isTimed)
    {
        _isTimed = isTimed;
        if (_systems.Length < systems)
            _systems = new INeuronSystem[systems];
        if (isTimed && (_ticks.Length == 0 || _ticks[0].Length < systems))
        {
            _ticks = new long[team.Size][];
            for (var member = 0; member < team.Size; member++)
                _ticks[member] = new long[systems];
        }
    }
}
