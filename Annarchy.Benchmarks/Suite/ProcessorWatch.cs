using System.Diagnostics;

namespace Annarchy.Benchmarks.Suite;

/// <summary>Measures how long something takes: on one thread in time of the processor, which other load disturbs less, else on the clock.</summary>
internal readonly struct ProcessorWatch
{
    private readonly bool _ofProcessor;
    private readonly long _clock;
    private readonly TimeSpan _used;

    private ProcessorWatch(bool ofProcessor)
    {
        _ofProcessor = ofProcessor;
        (_clock, _used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    }

    /// <summary>Seconds since the start.</summary>
    public double Seconds => _ofProcessor
        ? (Environment.CpuUsage.TotalTime - _used).TotalSeconds
        : Stopwatch.GetElapsedTime(_clock).TotalSeconds;

    /// <summary>Starts to measure what runs on so many threads.</summary>
    public static ProcessorWatch Start(int threads) => new(threads == 1);
}
