using Annarchy.Control;

namespace Annarchy;

/// <content>Long runs: progress, cancellation, runs in the background.</content>
public partial class Network
{
    private bool _isRunning;

    /// <summary>Simulates for a while, with a way to follow the run and to end it.</summary>
    /// <param name="duration">ms; rounded up to whole steps.</param>
    /// <param name="progress">Told several times a second how far the run is, and at its end; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the step in progress.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The run was ended; the network can go on from where it is.</exception>
    public void Simulate(double duration, IProgress<SimulationProgress>? progress, CancellationToken cancellationToken = default) =>
        Run(StepsIn(duration, nameof(duration)), null, progress, cancellationToken);

    /// <summary>Simulates for a while on another thread. Until the task ends nobody else may use the network.</summary>
    /// <inheritdoc cref="Simulate(double, IProgress{SimulationProgress}, CancellationToken)"/>
    public Task SimulateAsync(double duration, IProgress<SimulationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var steps = StepsIn(duration, nameof(duration));
        CheckNotDisposed();
        CheckIdle();
        return Task.Factory.StartNew(
            () => Run(steps, null, progress, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Does steps until there is nothing left to do or a condition holds.</summary>
    /// <returns>The number of steps done.</returns>
    private long Run(long steps, Func<bool>? mustStop, IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        CheckNotDisposed();
        Enter();
        try
        {
            Compile();
            foreach (var callback in _callbacks)
                callback.Begin(CurrentStep);
            var watch = new RunWatch(TimeStep, steps, progress, cancellation);
            var done = 0L;
            for (; done < steps; done++)
            {
                watch.Check(done);
                RunStep();
                if (mustStop?.Invoke() != true)
                    continue;
                done++;
                break;
            }

            watch.Finish(done);
            return done;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Begins to run; only one may at a time.</summary>
    private void Enter()
    {
        if (Interlocked.Exchange(ref _isRunning, true))
            throw Running();
    }

    private void Leave() => Volatile.Write(ref _isRunning, false);

    private void CheckIdle()
    {
        if (Volatile.Read(ref _isRunning))
            throw Running();
    }

    private static InvalidOperationException Running() =>
        new("The network is running: neither its callbacks nor other threads can run or reset it meanwhile.");
}
