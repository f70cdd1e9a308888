using System.Diagnostics;

namespace Annarchy.Profiling;

/// <summary>
/// Takes out of measured times how long the thread waited for a processor: a system of a few microseconds that is interrupted for
/// milliseconds while it is timed would seem to take a hundred times as long.
/// </summary>
/// <remarks>
/// Nothing is guessed from how long something took: what is long because there is much to do, or because it waits for a disk, counts in
/// full. Asking how long the thread waited takes a microsecond, so it is asked when something took longer than interruptions last at least,
/// and every now and then in between.
/// </remarks>
/// <param name="clock">Time on the clock, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="queue">How long the thread that asks has waited for a processor so far, in the same ticks.</param>
internal sealed class Interruptions(Func<long> clock, Func<long> queue)
{
    private long _looked;
    private long _waited;
    private int _thread;

    /// <summary>Schedulers give others more time than this.</summary>
    public static long Shortest { get; } = Stopwatch.Frequency / 4000;

    /// <summary>Interruptions are looked for since a moment at most so long before the step.</summary>
    public static long Window { get; } = Stopwatch.Frequency / 5000;

    /// <summary>Before a step is timed.</summary>
    public void BeginStep()
    {
        if (Environment.CurrentManagedThreadId != _thread || clock() - _looked > Window)
            Look();
    }

    /// <summary>After it: corrects the time of the system that was interrupted, if one was.</summary>
    /// <param name="times">What each system took, in ticks.</param>
    public void EndStep(Span<long> times)
    {
        var longest = 0;
        for (var i = 1; i < times.Length; i++)
            longest = times[i] > times[longest] ? i : longest;
        if (times.IsEmpty || times[longest] < Shortest)
            return;
        var before = _waited;
        Look();
        times[longest] -= Math.Clamp(_waited - before, 0, times[longest]);
    }

    private void Look() => (_looked, _waited, _thread) = (clock(), queue(), Environment.CurrentManagedThreadId);
}
