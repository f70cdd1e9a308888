using System.Diagnostics;
using System.Globalization;

namespace Annarchy.Benchmarks.Agents;

/// <summary>
/// Steps a pool for long and tells pauses of the library from those of the machine: a step that takes long by the clock, but not by the
/// processor time of the thread, was interrupted.
/// </summary>
internal static class LongRun
{
    /// <summary>Upper bounds of the classes of step times, in ms.</summary>
    private static readonly double[] Classes = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, double.PositiveInfinity];

    public static void Print(BrainPool pool, int steps)
    {
        var (byClock, byThread) = (new long[Classes.Length], new long[Classes.Length]);
        pool.Step(1.0);
        var collections = Collections();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (worstClock, worstThread) = (0.0, 0.0);
        var (startClock, startThread) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds());
        for (var step = 0; step < steps; step++)
        {
            var (clock, thread) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds());
            pool.Step(1.0);
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            var used = ThreadClock.Milliseconds() - thread;
            byClock[Class(elapsed)]++;
            byThread[Class(used)]++;
            (worstClock, worstThread) = (Math.Max(worstClock, elapsed), Math.Max(worstThread, used));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var total = Stopwatch.GetElapsedTime(startClock).TotalMilliseconds;
        var cpu = ThreadClock.Milliseconds() - startThread;
        Write($"{steps} steps of {pool.Count} brains: {allocated} bytes allocated, {Collections() - collections} collections");
        Write($"per step: {total / steps:F3} ms by the clock, {cpu / steps:F3} ms of processor time; longest {worstClock:F2} ms and {worstThread:F2} ms");
        Write($"{"step takes up to",18} {"by the clock",14} {"processor time",16}");
        for (var i = 0; i < Classes.Length; i++)
        {
            if (byClock[i] + byThread[i] > 0)
                Write($"{Classes[i],15:G4} ms {byClock[i],14} {byThread[i],16}");
        }
    }

    private static int Class(double time)
    {
        var i = 0;
        while (time > Classes[i])
            i++;
        return i;
    }

    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(1) + GC.CollectionCount(2);

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
