using System.Diagnostics;

namespace Annarchy.Control;

/// <summary>Looks after a long run between its steps: reports progress several times a second and ends it when that was asked for.</summary>
internal struct RunWatch(double timeStep, long steps, IProgress<SimulationProgress>? progress, CancellationToken cancellation)
{
    private static readonly long s_interval = Stopwatch.Frequency / 20;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _next;

    /// <summary>To be called before the first step and after each.</summary>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Check(long done)
    {
        if (progress is not null)
            Report(done);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Reports the end of the run.</summary>
    public readonly void Finish(long done) => progress?.Report(StateAfter(done, Stopwatch.GetTimestamp()));

    private readonly SimulationProgress StateAfter(long done, long now) =>
        new(done * timeStep, steps * timeStep, Stopwatch.GetElapsedTime(_start, now));

    private void Report(long done)
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _next)
            return;
        _next = now + s_interval;
        progress!.Report(StateAfter(done, now));
    }
}
