using System.Globalization;
using Annarchy.Inputs;
using Annarchy.Kernels;
using Annarchy.Persistence;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>Spike trains with one rate and one correlation between any two of them.</summary>
/// <remarks>
/// All neurons are Poisson processes with a common rate <c>x</c> that is itself random: an Ornstein-Uhlenbeck process cut off at zero
/// (R. Brette, <i>Generation of correlated spike trains</i>, Neural Computation 21, 2009). The correlation between two trains falls off
/// with the lag as <c>exp(-|lag| / tau)</c>; its integral divided by the rate is the total correlation.
/// </remarks>
/// <example><code>
/// var pop = net.Create(new HomogeneousCorrelatedSpikeTrains(200, rates: 10.0, correlation: 0.3, tau: 10.0));
/// </code></example>
public sealed class HomogeneousCorrelatedSpikeTrains : Population
{
    private double[] _rates;
    private double[] _correlations;
    private PatternSequence? _mu;
    private PatternSequence? _sigma;

    /// <summary>Creates trains whose rate and correlation stay.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Rate of every train, Hz.</param>
    /// <param name="correlation">Total correlation of any two trains, from 0 to 1.</param>
    /// <param name="tau">Time constant of the correlation, ms.</param>
    /// <param name="refractory">Time after a spike without another, ms; it weakens rate and correlation.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">The rate is negative, the correlation outside [0, 1], or the time constant not positive.</exception>
    public HomogeneousCorrelatedSpikeTrains(
        Geometry geometry, double rates, double correlation, double tau, double? refractory = null, string? name = null)
        : this(geometry, [rates], [correlation], tau, 0.0, -1.0, refractory, name)
    {
    }

    /// <summary>Creates trains whose rate and correlation change at scheduled times.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Rates, Hz, one per scheduled time.</param>
    /// <param name="correlations">Total correlations, from 0 to 1: one per scheduled time, or one for all.</param>
    /// <param name="tau">Time constant of the correlation, ms.</param>
    /// <param name="schedule">When rate and correlation change; the first time is 0.</param>
    /// <param name="period">Time after which the schedule starts again, ms; negative for never.</param>
    /// <param name="refractory">Time after a spike without another, ms; it weakens rate and correlation.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">
    /// A rate is negative, a correlation outside [0, 1], the time constant not positive, or there are not as many of them as times.
    /// </exception>
    public HomogeneousCorrelatedSpikeTrains(
        Geometry geometry,
        IReadOnlyList<double> rates,
        IReadOnlyList<double> correlations,
        double tau,
        Schedule schedule,
        double period = -1.0,
        double? refractory = null,
        string? name = null)
        : base(geometry, Model(tau, refractory), name)
    {
        Processes(rates, correlations, tau, schedule, period);
        (_rates, _correlations) = ([.. rates], [.. correlations]);
        (Tau, Schedule, Period) = (tau, schedule, period);
    }

    /// <summary>Rates, Hz, one per scheduled time.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>Total correlations, one per scheduled time or one for all.</summary>
    public IReadOnlyList<double> Correlations => _correlations;

    /// <summary>Time constant of the correlation, ms.</summary>
    public double Tau { get; private set; }

    /// <summary>When rate and correlation change.</summary>
    public Schedule Schedule { get; private set; }

    /// <summary>Time after which the schedule starts again, ms; negative for never.</summary>
    public double Period { get; private set; }

    /// <summary>Changes rate and correlation from the present time on.</summary>
    /// <param name="rate">Rate of every train, Hz.</param>
    /// <param name="correlation">Total correlation of any two trains, from 0 to 1.</param>
    /// <param name="tau">Time constant of the correlation, ms; null to keep it.</param>
    /// <exception cref="ArgumentException">The rate is negative, the correlation outside [0, 1], or the time constant not positive; nothing is changed.</exception>
    public void Update(double rate, double correlation, double? tau = null) => Update([rate], [correlation], 0.0, tau);

    /// <summary>Changes rates, correlations and their schedule.</summary>
    /// <param name="rates">Rates, Hz, one per scheduled time.</param>
    /// <param name="correlations">Total correlations, from 0 to 1: one per scheduled time, or one for all.</param>
    /// <param name="schedule">When rate and correlation change; the first time is 0.</param>
    /// <param name="tau">Time constant of the correlation, ms; null to keep it.</param>
    /// <param name="reset">Whether the schedule begins with the present time.</param>
    /// <exception cref="ArgumentException">
    /// A rate is negative, a correlation outside [0, 1], the time constant not positive, or there are not as many of them as times; nothing
    /// is changed.
    /// </exception>
    public void Update(
        IReadOnlyList<double> rates, IReadOnlyList<double> correlations, Schedule schedule, double? tau = null, bool reset = true)
    {
        Processes(rates, correlations, tau ?? Tau, schedule, Period);
        (_rates, _correlations) = ([.. rates], [.. correlations]);
        (Tau, Schedule) = (tau ?? Tau, schedule);
        if (_mu is null)
            return;
        Network.CheckNotDisposed();
        var position = reset ? 0 : _mu.Elapsed;
        Drop(_mu);
        Drop(_sigma!);
        MakeSequences();
        _mu.Seek(position);
        _sigma!.Seek(position);
        Columns["tau"][0] = Tau;
    }

    internal override void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend)
    {
        pipeline.Add(Stage.NeuronUpdate, new StepAction($"rate and correlation of {Name}", this, Advance));
        base.AddUpdateSystems(pipeline, backend);
    }

    private protected override void OnAttached()
    {
        var first = MakeSequences();
        Columns["mu"][0] = Columns["x"][0] = first.Mu;
        Columns["sigma"][0] = first.Sigma;
    }

    private protected override void Rewind()
    {
        // The state at compilation holds the first process; the schedule shows it again in the next step.
        _mu!.Seek(0);
        _sigma!.Seek(0);
    }

    private protected override void CheckAssignment(string attribute, Values values)
    {
        if (attribute is "mu" or "sigma" or "tau")
            throw new InvalidOperationException($"'{attribute}' of '{Name}' follows from rates and correlation: change them with {nameof(Update)}.");
    }

    private protected override void SaveInput(in StateWriter writer)
    {
        _mu!.Save(writer, "mu_");
        _sigma!.Save(writer, "sigma_");
    }

    private protected override void LoadInput(in StateReader reader)
    {
        _mu!.Load(reader, "mu_");
        _sigma!.Load(reader, "sigma_");
    }

    private static Neuron Model(double tau, double? refractory) => new(
        parameters: string.Create(CultureInfo.InvariantCulture, $"tau = {tau:R} : population\nmu = 0.0 : population\nsigma = 0.0 : population"),
        equations: """
            x = mu + (x - mu)*exp(-dt/tau) + sigma*sqrt(1.0 - exp(-2.0*dt/tau))*Normal(0.0, 1.0) : population
            p = Uniform(0.0, 1.0) * 1000.0 / dt
            """,
        spike: "p < x",
        refractory: refractory is null ? null : refractory.Value,
        name: "Homogeneous correlated",
        description: "Spike trains with one rate and one correlation between any two of them.");

    private void Advance()
    {
        _mu!.Advance();
        _sigma!.Advance();
    }

    private CorrelatedRate MakeSequences()
    {
        var processes = Processes(_rates, _correlations, Tau, Schedule, Period);
        var steps = Schedule.ToSteps(_rates.Length, Network.TimeStep);
        var period = Schedule.PeriodSteps(Period, Network.TimeStep);
        _mu = Own(new PatternSequence(Columns["mu"], [.. processes.Select(p => new[] { p.Mu })], steps, period));
        _sigma = Own(new PatternSequence(Columns["sigma"], [.. processes.Select(p => new[] { p.Sigma })], steps, period));
        return processes[0];
    }

    private static CorrelatedRate[] Processes(
        IReadOnlyList<double> rates, IReadOnlyList<double> correlations, double tau, Schedule schedule, double period)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(correlations);
        PatternSequence.CheckPeriod(period);
        var times = schedule.Times?.Count ?? rates.Count;
        if (rates.Count == 0 || rates.Count != times)
            throw new ArgumentException($"There are {times} scheduled times but {rates.Count} rates.", nameof(rates));
        if (correlations.Count != 1 && correlations.Count != times)
            throw new ArgumentException($"There are {times} scheduled times but {correlations.Count} correlations.", nameof(correlations));
        if (schedule.Times is [not 0.0, ..])
            throw new ArgumentException($"The schedule begins at {schedule.Times[0]} ms; the first time must be 0.", nameof(schedule));
        return [.. rates.Select((rate, i) => CorrelatedRate.Create(rate, correlations[correlations.Count == 1 ? 0 : i], tau))];
    }
}
