using System.Diagnostics;
using Annarchy.Storage;

namespace Annarchy.Profiling;

/// <summary>
/// Times the systems of some steps and counts the spikes of all. The gaps between timed steps are drawn, so that what happens
/// periodically is met as often as it happens.
/// </summary>
internal sealed class StepProfiler
{
    private readonly Dictionary<ISystem, long> _earlier = [];
    private (Population Population, SpikeRing Ring)[] _spiking = [];
    private long[] _spikes = [];
    private Func<SpikeRing, long>? _countedElsewhere;
    private IReadOnlyList<ISystem> _order = [];
    private long[] _ticks = [];
    private long[] _step = [];
    private Interruptions? _interruptions;
    private long _untilNext;
    private ulong _random = 0x9E3779B97F4A7C15;

    public StepProfiler(int interval) => Start(interval);

    public int Interval { get; private set; }

    public long Steps { get; private set; }

    public long TimedSteps { get; private set; }

    /// <summary>Whether the coming step is to be timed; asked once for each step.</summary>
    public bool IsDue() => Interval > 0 && --_untilNext <= 0;

    /// <summary>Spikes of each population since counting began.</summary>
    public IEnumerable<(Population Population, long Spikes)> Spikes =>
        _spiking.Select((s, i) => (s.Population, _spikes[i] + (_countedElsewhere?.Invoke(s.Ring) ?? 0)));

    /// <summary>Starts to measure.</summary>
    /// <param name="interval">Mean number of steps from one timed step to the next; 0 for none at all.</param>
    public void Start(int interval)
    {
        Interval = interval;
        DrawGap();
    }

    /// <summary>Looks at a complete network from now on.</summary>
    /// <param name="populations">Whose spikes are counted.</param>
    /// <param name="pipeline">What is timed.</param>
    /// <param name="isAlone">Whether all is done by the thread that runs the steps: only its interruptions are known.</param>
    /// <param name="countedElsewhere">Tells how many spikes of a ring a device has counted; null to count them here.</param>
    public void Watch(IEnumerable<Population> populations, Pipeline pipeline, bool isAlone, Func<SpikeRing, long>? countedElsewhere)
    {
        _countedElsewhere = countedElsewhere;
        _interruptions = isAlone ? new Interruptions(Stopwatch.GetTimestamp, ProcessorQueue.Ticks) : null;
        Follow(pipeline.Systems);
        _spiking = [.. populations.Where(p => p.Spikes is not null).Select(p => (p, p.Spikes!))];
        _spikes = new long[_spiking.Length];
    }

    public void Clear()
    {
        (Steps, TimedSteps) = (0, 0);
        for (var i = 0; i < _spikes.Length; i++)
            _spikes[i] = -(_countedElsewhere?.Invoke(_spiking[i].Ring) ?? 0);
        Array.Clear(_ticks);
        _earlier.Clear();
    }

    /// <summary>Runs every system once and takes the time of each.</summary>
    public void RunTimed(Pipeline pipeline, in StepContext context)
    {
        if (!ReferenceEquals(_order, pipeline.Systems))
            Follow(pipeline.Systems);
        var (ticks, step) = (_ticks, _step);
        Array.Clear(step);
        _interruptions?.BeginStep();
        pipeline.Run(in context, step);
        _interruptions?.EndStep(step);
        for (var i = 0; i < step.Length; i++)
            ticks[i] += step[i];
        TimedSteps++;
        DrawGap();
    }

    /// <summary>Counts a step that is done.</summary>
    public void Count()
    {
        if (Interval == 0)
            return;
        Steps++;
        for (var i = 0; _countedElsewhere is null && i < _spiking.Length; i++)
            _spikes[i] += _spiking[i].Ring.At(1).Count;
    }

    /// <summary>Seconds all timed steps spent in each system.</summary>
    public Dictionary<ISystem, double> Seconds()
    {
        Follow(_order);
        return _earlier.ToDictionary(e => e.Key, e => e.Value / (double)Stopwatch.Frequency);
    }

    /// <summary>Keeps what was measured when systems come and go.</summary>
    private void Follow(IReadOnlyList<ISystem> order)
    {
        for (var i = 0; i < _order.Count; i++)
            _earlier[_order[i]] = _earlier.GetValueOrDefault(_order[i]) + _ticks[i];
        _order = order;
        _ticks = new long[order.Count];
        _step = new long[order.Count];
    }

    private void DrawGap()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        _untilNext = Interval <= 1 ? 1 : 1 + (long)(_random % (ulong)((2 * Interval) - 1));
    }
}
