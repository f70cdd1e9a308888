using System.Diagnostics;
using Annarchy.Benchmarks.Agents;

namespace Annarchy.Benchmarks.Suite;

/// <summary>Measures how long something takes: on one thread in time of the processor, which other load disturbs less, else on the clock.</summary>
internal readonly struct ProcessorWatch
{
    private readonly bool _ofProcessor;
    private readonly long _clock;
    private readonly double _used;

    private ProcessorWatch(bool ofProcessor)
    {
        _ofProcessor = ofProcessor;
        (_clock, _used) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds());
    }

    /// <summary>Seconds since the start.</summary>
    public double Seconds => _ofProcessor
        ? (ThreadClock.Milliseconds() - _used) / 1e3
        : Stopwatch.GetElapsedTime(_clock).TotalSeconds;

    /// <summary>Starts to measure what runs on so many threads.</summary>
    public static ProcessorWatch Start(int threads) => new(threads == 1);
}
