namespace Annarchy.Threading;

/// <summary>Work that the members of a <see cref="ThreadTeam"/> share.</summary>
internal interface ITeamWork
{
    /// <summary>Does the part of one member.</summary>
    /// <param name="member">Number of the member, from 0.</param>
    void Execute(int member);
}

/// <summary>
/// Threads that stay with a network and do every piece of work together. Members spin between pieces, since a step may last
/// microseconds, and park when nothing comes for a while.
/// </summary>
/// <remarks>The caller of <see cref="Run"/> is member 0. A team is used by one thread at a time.</remarks>
internal sealed class ThreadTeam : IDisposable
{
    private const int SpinsBeforeYield = 2_000;
    private const int YieldsBeforePark = 200;

    private readonly Thread[] _threads;
    private readonly AutoResetEvent[] _wakeUps;
    private readonly int[] _parked;
    private ITeamWork? _work;
    private Exception? _failure;
    private int _members;
    private int _generation;
    private int _pending;
    private volatile bool _closing;

    /// <summary>Starts a team.</summary>
    /// <param name="size">Members, the calling thread included.</param>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _wakeUps = [.. Enumerable.Range(1, size - 1).Select(_ => new AutoResetEvent(false))];
        _parked = new int[size - 1];
        _threads = [.. Enumerable.Range(1, size - 1).Select(StartMember)];
    }

    /// <summary>Members, the calling thread included.</summary>
    public int Size { get; }

    /// <summary>Lets the first <paramref name="members"/> members do their parts and waits for all of them.</summary>
    /// <exception cref="AggregateException">A part threw; the others are finished.</exception>
    public void Run(ITeamWork work, int members)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        if (members <= 1 || Size == 1)
        {
            for (var member = 0; member < members; member++)
                work.Execute(member);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, Size);
        _work = work;
        _members = members;
        Volatile.Write(ref _pending, Size - 1);
        Interlocked.Increment(ref _generation);
        for (var i = 0; i < _parked.Length; i++)
        {
            if (Volatile.Read(ref _parked[i]) != 0)
                _wakeUps[i].Set();
        }

        Exception? own = null;
        try
        {
            work.Execute(0);
        }
        catch (Exception e)
        {
            own = e;
        }

        var wait = new SpinWait();
        for (var spins = 0; Volatile.Read(ref _pending) != 0; spins++)
        {
            if (spins < SpinsBeforeYield)
                Thread.SpinWait(1);
            else
                wait.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
        var other = Interlocked.Exchange(ref _failure, null);
        if ((own ?? other) is { } failure)
            throw new AggregateException("A part of the step failed.", failure);
    }

    public void Dispose()
    {
        if (_closing)
            return;
        _closing = true;
        Interlocked.Increment(ref _generation);
        foreach (var wakeUp in _wakeUps)
            wakeUp.Set();
        foreach (var thread in _threads)
            thread.Join();
        foreach (var wakeUp in _wakeUps)
            wakeUp.Dispose();
    }

    private Thread StartMember(int member)
    {
        var thread = new Thread(() => Serve(member)) { IsBackground = true, Name = $"Annarchy member {member}" };
        thread.Start();
        return thread;
    }

    private void Serve(int member)
    {
        var seen = 0;
        while (true)
        {
            WaitForWork(member, seen);
            if (_closing)
                return;
            seen++;
            if (member < _members)
            {
                try
                {
                    _work!.Execute(member);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref _failure, e, null);
                }
            }

            Interlocked.Decrement(ref _pending);
        }
    }

    private void WaitForWork(int member, int seen)
    {
        for (var spins = 0; spins < SpinsBeforeYield; spins++)
        {
            if (Volatile.Read(ref _generation) != seen)
                return;
            Thread.SpinWait(8);
        }

        for (var yields = 0; yields < YieldsBeforePark; yields++)
        {
            if (Volatile.Read(ref _generation) != seen)
                return;
            Thread.Yield();
        }

        // The flag is raised before the last look at the generation and the generation raised before the look at the flag, so
        // one side always sees the other; a wake-up left over from an earlier race only costs one more look.
        while (Volatile.Read(ref _generation) == seen)
        {
            Interlocked.Exchange(ref _parked[member - 1], 1);
            if (Volatile.Read(ref _generation) == seen)
                _wakeUps[member - 1].WaitOne();
            Interlocked.Exchange(ref _parked[member - 1], 0);
        }
    }
}
