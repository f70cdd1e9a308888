using Annarchy.Programs;

namespace Annarchy;

/// <content>Running a network.</content>
public partial class Network
{
    /// <summary>Number of steps done, which is also the number of the next one.</summary>
    public long CurrentStep { get; private set; }

    /// <summary>Time at the start of the next step, ms.</summary>
    public double Time => CurrentStep * TimeStep;

    /// <summary>Whether <see cref="Compile"/> was called; populations and projections cannot be added afterwards.</summary>
    public bool IsCompiled { get; private set; }

    /// <summary>Builds the synapses and the pipeline. The first simulation does it if it was not done before.</summary>
    public void Compile()
    {
        CheckNotDisposed();
        if (IsCompiled)
            return;
        IsCompiled = true;
    }

    /// <summary>Simulates for a while.</summary>
    /// <param name="duration">ms; rounded up to whole steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, NaN or infinite.</exception>
    public void Simulate(double duration) => RunSteps(StepsIn(duration, nameof(duration)));

    /// <summary>Simulates a single step.</summary>
    public void Step() => RunSteps(1);

    /// <summary>Simulates until the stop condition of a population holds.</summary>
    /// <param name="maximalDuration">When to give up, ms.</param>
    /// <param name="population">A population created with a stop condition.</param>
    /// <returns>The time simulated, ms.</returns>
    /// <exception cref="ArgumentException">The population has no stop condition.</exception>
    public double SimulateUntil(double maximalDuration, Population population) => SimulateUntil(maximalDuration, [population]);

    /// <summary>Simulates until the stop conditions of several populations hold.</summary>
    /// <param name="maximalDuration">When to give up, ms.</param>
    /// <param name="populations">Populations created with a stop condition.</param>
    /// <param name="stopOperator">Whether all must hold, or any.</param>
    /// <returns>The time simulated, ms.</returns>
    /// <exception cref="ArgumentException">A population has no stop condition, or there is none.</exception>
    public double SimulateUntil(double maximalDuration, IReadOnlyList<Population> populations, StopOperator stopOperator = StopOperator.And) =>
        throw new NotSupportedException($"{maximalDuration} {populations} {stopOperator}");

    /// <summary>Brings the network back to the state it was compiled in; the time is 0 again.</summary>
    /// <param name="populations">Whether neurons get their values back.</param>
    /// <param name="projections">Whether parameters and variables of synapses get their values back.</param>
    /// <param name="synapses">Whether synapses get their weights and delays back; implies <paramref name="projections"/>.</param>
    /// <param name="monitors">Whether recordings are emptied.</param>
    public void Reset(bool populations = true, bool projections = false, bool synapses = false, bool monitors = true)
    {
        CheckNotDisposed();
        CurrentStep = 0;
        _ = (populations, projections, synapses, monitors);
    }

    private long StepsIn(double duration, string parameter)
    {
        if (!double.IsFinite(duration) || duration < 0.0)
            throw new ArgumentOutOfRangeException(parameter, duration, "A duration is a finite number of ms, at least 0.");
        var steps = duration / TimeStep;
        if (steps > long.MaxValue / 2)
            throw new ArgumentOutOfRangeException(parameter, duration, "That is too long.");

        // A duration that is a whole number of steps but for rounding means that number.
        var nearest = Math.Round(steps);
        return Math.Abs(steps - nearest) <= 1e-9 * Math.Max(1.0, nearest) ? (long)nearest : (long)Math.Ceiling(steps);
    }

    private void RunSteps(long steps)
    {
        CheckNotDisposed();
        Compile();
        var time = _columns[SlotNames.Time];
        var number = _columns[SlotNames.Step];
        for (var i = 0L; i < steps; i++)
        {
            time[0] = Time;
            number[0] = CurrentStep;
            Pipeline.Run(new StepContext(CurrentStep, TimeStep, World));
            CurrentStep++;
        }
    }
}
