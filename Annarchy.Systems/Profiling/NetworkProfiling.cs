using Annarchy.Profiling;

namespace Annarchy;

/// <content>Where the time goes.</content>
public partial class Network
{
    private const int UsualProfilingInterval = 16;

    private readonly StepProfiler _profiler = new(UsualProfilingInterval);

    /// <summary>
    /// How many steps there are for each one that is timed, on average: 16 unless set, which costs 1 % of a step of a few microseconds and
    /// nothing of longer ones; 1 times every step, 0 switches profiling off.
    /// </summary>
    /// <remarks>Timed steps are chosen at random, so periodic work is not missed. Nothing else about a run depends on them.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int ProfilingInterval
    {
        get => _profiler.Interval;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _profiler.Start(value);
        }
    }

    /// <summary>Where the time of the steps since compilation, or the last <see cref="ResetProfile"/>, went.</summary>
    public NetworkProfile Profile()
    {
        CheckNotDisposed();
        return new ProfileBuilder(this, _profiler).Build();
    }

    /// <summary>Forgets what was measured.</summary>
    public void ResetProfile()
    {
        CheckNotDisposed();
        _profiler.Clear();
    }
}
