using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Annarchy.Benchmarks.Agents;

/// <summary>Processor time of the thread that asks, which other load does not add to.</summary>
internal static partial class ThreadClock
{
    private const int OwnThread = 3;

    /// <summary>Milliseconds since some moment; wall time where the operating system does not tell the thread's own.</summary>
    public static double Milliseconds() => OperatingSystem.IsLinux() && GetTime(OwnThread, out var time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds * 1e-6)
        : Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
