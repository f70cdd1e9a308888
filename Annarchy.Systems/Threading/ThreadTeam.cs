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
/// <remarks>
/// The caller of <see cref="Run"/> is member 0. A team is used by one thread at a time. The threads do not hold the team, so that one
/// that was forgotten is collected and they end.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>How long members wait for work: their next piece may be some systems away.</summary>
    private const int SpinsForWork = 20_000;

    /// <summary>How long the caller waits for the others, which do as much as it does: longer means that one lost its processor.</summary>
    private const int SpinsForOthers = 2_000;

    private const int YieldsBeforePark = 200;

    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private bool _disposed;

    /// <summary>Starts a team.</summary>
    /// <param name="size">Members, the calling thread included.</param>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        var barrier = _barrier = new Barrier(size);
        _threads = new Thread[size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var member = i + 1;
            _threads[i] = new Thread(() => barrier.Serve(member)) { IsBackground = true, Name = $"Annarchy member {member}" };
            _threads[i].Start();
        }
    }

    ~ThreadTeam() => _barrier.Close();

    /// <summary>Members, the calling thread included.</summary>
    public int Size { get; }

    /// <summary>Lets the first <paramref name="members"/> members do their parts and waits for all of them.</summary>
    /// <exception cref="AggregateException">A part threw; the others are finished.</exception>
    public void Run(ITeamWork work, int members)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, Size);
        if (members <= 1)
        {
            if (members == 1)
                work.Execute(0);
            return;
        }

        _barrier.Run(work, members);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _barrier.Close();
        foreach (var thread in _threads)
            thread.Join();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where the members meet.</summary>
    private sealed class Barrier(int size)
    {
        private readonly AutoResetEvent[] _wakeUps = [.. Enumerable.Range(1, size - 1).Select(_ => new AutoResetEvent(false))];
        private readonly int[] _parked = new int[size - 1];
        private ITeamWork? _work;
        private Exception? _failure;
        private int _members;
        private int _generation;
        private int _pending;
        private volatile bool _closing;

        public void Run(ITeamWork work, int members)
        {
            (_work, _members) = (work, members);
            Volatile.Write(ref _pending, size - 1);
            Release();
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
                if (spins < SpinsForOthers)
                    Thread.SpinWait(1);
                else
                    wait.SpinOnce(sleep1Threshold: -1);
            }

            _work = null;
            var other = Interlocked.Exchange(ref _failure, null);
            if ((own ?? other) is { } failure)
                throw new AggregateException("A part of the step failed.", failure);
        }

        public void Serve(int member)
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

        public void Close()
        {
            _closing = true;
            Release();
        }

        private void Release()
        {
            Interlocked.Increment(ref _generation);
            for (var i = 0; i < _parked.Length; i++)
            {
                if (Volatile.Read(ref _parked[i]) != 0)
                    _wakeUps[i].Set();
            }
        }

        private void WaitForWork(int member, int seen)
        {
            for (var spins = 0; spins < SpinsForWork; spins++)
            {
                if (Volatile.Read(ref _generation) != seen)
                    return;
                Thread.SpinWait(1);
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
}
