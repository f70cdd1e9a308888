using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Annarchy.Profiling;

/// <summary>How long threads wait for a processor that others have.</summary>
internal static class ProcessorQueue
{
    /// <summary>Three numbers of the thread that asks: time on a processor and time in the queue for one, both in ns, and how often it got one.</summary>
    private const string Source = "/proc/thread-self/schedstat";

    private static readonly bool IsKnown = OperatingSystem.IsLinux() && File.Exists(Source);

    [ThreadStatic]
    private static SafeFileHandle? _file;

    /// <summary>Ticks of <see cref="Stopwatch"/> the thread that asks has been in the queue so far; 0 where the system does not tell.</summary>
    public static long Ticks()
    {
        if (!IsKnown)
            return 0;
        Span<byte> text = stackalloc byte[64];
        text = text[..RandomAccess.Read(_file ??= File.OpenHandle(Source), text, 0)];
        text = text[(text.IndexOf((byte)' ') + 1)..];
        return long.TryParse(text[..Math.Max(text.IndexOf((byte)' '), 0)], out var nanoseconds)
            ? (long)(nanoseconds * (Stopwatch.Frequency * 1e-9))
            : 0;
    }
}
