using System.Runtime.Intrinsics.X86;

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
/// microseconds, and park when nothing comes for a while. The part of a member that is late, since others need its processor, is done by the caller.
/// </summary>
/// <remarks>
/// The caller of <see cref="Run"/> is member 0. A team is used by one thread at a time. The threads hold neither the team nor its last work, so
/// that a team that was forgotten is collected and they end.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>How long members wait for work: their next piece may be some systems away.</summary>
    private const int SpinsForWork = 65_536;

    /// <summary>How long the caller waits for the others, which do as much as it does: longer means that one lost its processor.</summary>
    private const int SpinsForOthers = 8_192;

    private const int YieldsBeforePark = 200;

    /// <summary>The lower half of a piece's word.</summary>
    private const long MostMembers = 0xFFFF;

    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private bool _disposed;

    /// <summary>Starts a team.</summary>
    /// <param name="size">Members, the calling thread included.</param>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, (int)MostMembers);
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

    /// <summary>Pieces of work that several members did together so far.</summary>
    public long SharedCount { get; private set; }

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

        SharedCount++;
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
    /// <remarks>
    /// Every word that one side writes and the other waits for has cache lines to itself, and little else is written: a meeting is one line that goes
    /// to the members and one that comes back from each.
    /// </remarks>
    private sealed class Barrier(int size)
    {
        private readonly AutoResetEvent[] _wakeUps = [.. Enumerable.Range(1, size - 1).Select(_ => new AutoResetEvent(false))];
        private readonly int[] _parked = new int[size - 1];

        /// <summary>The piece of work in progress: its number, and how many members take part.</summary>
        private readonly Lines _piece = new(1);

        /// <summary>The last piece of which the part of each other member was done, or less than 0 while it is being done.</summary>
        private readonly Lines _parts = new(size - 1);
        private readonly WeakReference<ITeamWork?> _work = new(null);
        private Exception? _failure;
        private volatile bool _closing;

        public void Run(ITeamWork work, int members)
        {
            if (!_work.TryGetTarget(out var last) || !ReferenceEquals(last, work))
                _work.SetTarget(work);
            var piece = Release(members);
            Execute(work, 0);
            for (var other = 1; other < members; other++)
            {
                if (TryBegin(other, piece))
                    Finish(work, other, piece);
                else
                    WaitFor(other, piece);
            }

            if (Volatile.Read(ref _failure) is not { } failure)
                return;
            _failure = null;
            throw new AggregateException("A part of the step failed.", failure);
        }

        public void Serve(int member)
        {
            var piece = 0L;
            while (true)
            {
                piece = WaitForWork(member, piece);
                if (_closing)
                    return;

                // Who does not take part or comes late is not waited for, and may miss pieces.
                if (member < (int)(piece & MostMembers) && TryBegin(member, piece) && _work.TryGetTarget(out var work))
                    Finish(work, member, piece);
            }
        }

        public void Close()
        {
            _closing = true;
            Release(size);
        }

        /// <summary>Publishes a piece of work and wakes who is to take part.</summary>
        private long Release(int members)
        {
            var piece = (_piece[0] | MostMembers) + 1 + members;
            Volatile.Write(ref _piece[0], piece);
            for (var other = 1; other < members; other++)
            {
                if (Volatile.Read(ref _parked[other - 1]) != 0)
                    _wakeUps[other - 1].Set();
            }

            return piece;
        }

        /// <summary>Claims the part of a member: it does it, or the caller if it was first, since the member has lost its processor or is asleep.</summary>
        private bool TryBegin(int member, long piece)
        {
            ref var part = ref _parts[member - 1];
            return Volatile.Read(ref part) is var last and >= 0 && last < piece && Interlocked.CompareExchange(ref part, -piece, last) == last;
        }

        private void Finish(ITeamWork work, int member, long piece)
        {
            Execute(work, member);
            Volatile.Write(ref _parts[member - 1], piece);
        }

        private void Execute(ITeamWork work, int member)
        {
            try
            {
                work.Execute(member);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
        }

        private void WaitFor(int other, long piece)
        {
            var wait = new SpinWait();
            for (var spins = 0; Volatile.Read(ref _parts[other - 1]) != piece; spins++)
            {
                if (spins < SpinsForOthers)
                    Pause();
                else
                    wait.SpinOnce(sleep1Threshold: -1);
            }
        }

        private long WaitForWork(int member, long seen)
        {
            for (var spins = 0; spins < SpinsForWork; spins++)
            {
                if (Volatile.Read(ref _piece[0]) is var piece && piece != seen)
                    return piece;
                Pause();
            }

            for (var yields = 0; yields < YieldsBeforePark; yields++)
            {
                if (Volatile.Read(ref _piece[0]) is var piece && piece != seen)
                    return piece;
                Thread.Yield();
            }

            // The flag is raised before the last look at the piece and the piece published before the look at the flag, so one side always sees
            // the other; a wake-up left over from an earlier race only costs one more look. The barrier for all processors spares the
            // other side, which passes here in every step, one of its own.
            while (Volatile.Read(ref _piece[0]) == seen)
            {
                Volatile.Write(ref _parked[member - 1], 1);
                Interlocked.MemoryBarrierProcessWide();
                if (Volatile.Read(ref _piece[0]) == seen)
                    _wakeUps[member - 1].WaitOne();
                Volatile.Write(ref _parked[member - 1], 0);
            }

            return Volatile.Read(ref _piece[0]);
        }

        /// <summary>The shortest wait there is; that of the run-time is several times as long.</summary>
        private static void Pause()
        {
            if (X86Base.IsSupported)
                X86Base.Pause();
            else
                Thread.SpinWait(1);
        }
    }

    /// <summary>Numbers far enough apart that no two share a cache line, or lines that processors fetch together.</summary>
    private readonly struct Lines(int count)
    {
        private const int Apart = 128 / sizeof(long);

        private readonly long[] _words = new long[(count + 1) * Apart];

        public ref long this[int index] => ref _words[(index * Apart) + (Apart / 2)];
    }
}
