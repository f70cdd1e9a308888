using Annarchy.Inputs;
using Annarchy.Kernels;
using Annarchy.Persistence;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>Neurons that spike at random with rates that change at scheduled times.</summary>
/// <remarks>
/// The parameter <c>rates</c> holds the rates in force, Hz: 0 before the first time, the last ones after the last. Times count from the
/// start of the simulation, or from the last <see cref="Population.Reset()"/> or <see cref="Update(IReadOnlyList{double[]}, Schedule?, double?, bool)"/>.
/// </remarks>
/// <example><code>
/// net.Create(new TimedPoissonPopulation(100, rates: [10.0, 20.0, 100.0], schedule: [0.0, 100.0, 200.0]));
/// </code></example>
public sealed class TimedPoissonPopulation : Population
{
    private const string RatesName = "rates";

    private PatternSequence? _sequence;

    /// <summary>Creates a population in which every neuron has its own rates.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Hz: for each time one array in row-major order.</param>
    /// <param name="schedule">When the rates change.</param>
    /// <param name="period">Time after which the schedule starts again, ms; negative for never.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">Rates are negative, NaN or do not fit the geometry or the schedule.</exception>
    public TimedPoissonPopulation(
        Geometry geometry, IReadOnlyList<double[]> rates, Schedule schedule, double period = -1.0, string? name = null)
        : base(geometry, Model(), name)
    {
        Check(rates, schedule, period);
        (Rates, Schedule, Period) = ([.. rates], schedule, period);
    }

    /// <summary>Creates a population in which all neurons have the same rate.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Hz: one for each time.</param>
    /// <param name="schedule">When the rate changes.</param>
    /// <param name="period">Time after which the schedule starts again, ms; negative for never.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">A rate is negative or NaN, or there are more or fewer rates than times.</exception>
    public TimedPoissonPopulation(Geometry geometry, IReadOnlyList<double> rates, Schedule schedule, double period = -1.0, string? name = null)
        : this(geometry, ForAll(geometry, rates), schedule, period, name)
    {
    }

    /// <summary>The rates, Hz: for each time one array in row-major order.</summary>
    public IReadOnlyList<double[]> Rates { get; private set; }

    /// <summary>When the rates change.</summary>
    public Schedule Schedule { get; private set; }

    /// <summary>Time after which the schedule starts again, ms; negative for never.</summary>
    public double Period { get; private set; }

    /// <summary>Replaces the rates.</summary>
    /// <param name="rates">Hz: one for each time.</param>
    /// <inheritdoc cref="Update(IReadOnlyList{double[]}, Schedule?, double?, bool)"/>
    public void Update(IReadOnlyList<double> rates, Schedule? schedule = null, double? period = null, bool reset = true) =>
        Update(ForAll(Geometry, rates), schedule, period, reset);

    /// <summary>Replaces the rates.</summary>
    /// <param name="rates">Hz: for each time one array in row-major order.</param>
    /// <param name="schedule">When the rates change; null to keep the schedule.</param>
    /// <param name="period">Time after which the schedule starts again, ms, negative for never; null to keep the period.</param>
    /// <param name="reset">Whether the schedule begins again with the present time. Otherwise the new rates of the present time take effect at once.</param>
    /// <exception cref="ArgumentException">Rates are negative, NaN or do not fit the geometry or the schedule; nothing is changed.</exception>
    public void Update(IReadOnlyList<double[]> rates, Schedule? schedule = null, double? period = null, bool reset = true)
    {
        Check(rates, schedule ?? Schedule, period ?? Period);
        (Rates, Schedule, Period) = ([.. rates], schedule ?? Schedule, period ?? Period);
        if (_sequence is null)
            return;
        Network.CheckNotDisposed();
        var position = _sequence.Elapsed;
        Drop(_sequence);
        _sequence = NewSequence();
        if (reset)
            Rewind();
        else
            _sequence.Seek(position);
    }

    internal override void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend)
    {
        pipeline.Add(Stage.NeuronUpdate, new StepAction($"rates of {Name}", this, () => _sequence!.Advance()));
        base.AddUpdateSystems(pipeline, backend);
    }

    private protected override void OnAttached() => _sequence = NewSequence();

    private protected override void Rewind() => _sequence!.Rewind();

    private protected override void CheckAssignment(string attribute, Values values)
    {
        if (attribute == RatesName)
            throw new InvalidOperationException($"The rates of '{Name}' come from its schedule: change them with {nameof(Update)}.");
    }

    private protected override void SaveInput(in StateWriter writer) => _sequence!.Save(writer);

    private protected override void LoadInput(in StateReader reader) => _sequence!.Load(reader);

    private static Neuron Model() => new(
        parameters: $"{RatesName} = 0.0",
        equations: "p = Uniform(0.0, 1.0) * 1000.0 / dt",
        spike: $"p < {RatesName}",
        name: "Timed Poisson",
        description: "Spikes at random with rates that change at scheduled times.");

    private static double[][] ForAll(Geometry geometry, IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(rates);
        return [.. rates.Select(rate => Enumerable.Repeat(rate, geometry.Size).ToArray())];
    }

    private PatternSequence NewSequence() =>
        Own(new PatternSequence(Columns[RatesName], Rates, Schedule.ToSteps(Rates.Count, Network.TimeStep), Schedule.PeriodSteps(Period, Network.TimeStep)));

    private void Check(IReadOnlyList<double[]> rates, Schedule schedule, double period)
    {
        PatternSequence.Check(Geometry, rates, schedule, period);
        foreach (var pattern in rates)
            PoissonPopulation.CheckRates(pattern);
        if (schedule.Times is { } times && times.Count != rates.Count)
            throw new ArgumentException($"There are {times.Count} scheduled times but {rates.Count} rates.", nameof(schedule));
    }
}
