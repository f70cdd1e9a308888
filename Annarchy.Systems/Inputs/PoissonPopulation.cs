using System.Globalization;

namespace Annarchy;

/// <summary>Neurons that spike at random with a given rate: in every step with the probability <c>rates dt / 1000</c>, independently.</summary>
/// <remarks>
/// The rates, Hz, are a parameter <c>rates</c> that can be set, an equation with parameters of its own, or come from other populations
/// through a target: then they are what rate-coded projections feed into <c>g_target</c> in the same step.
/// </remarks>
/// <example><code>
/// net.Create(new PoissonPopulation(100, rates: 20.0));
/// net.Create(new PoissonPopulation(100, rates: "amp * (1.0 + sin(2*pi*t/1000.0))", parameters: "amp = 50.0"));
/// </code></example>
public sealed class PoissonPopulation : Population
{
    private const string Rates = "rates";

    private readonly double[]? _ratesOfNeurons;

    /// <summary>Creates a population.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Hz: a number, a distribution from which each neuron's rate is drawn, or an equation's right-hand side.</param>
    /// <param name="target">The target that gives the rates instead.</param>
    /// <param name="parameters">Parameters of the equation.</param>
    /// <param name="refractory">Time after a spike without another, ms.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">Rates and target are both given or both missing, or the rates are negative or NaN.</exception>
    /// <exception cref="EquationException">The equation or its parameters are not valid.</exception>
    public PoissonPopulation(
        Geometry geometry,
        AttributeValue? rates = null,
        string? target = null,
        ParameterList? parameters = null,
        double? refractory = null,
        string? name = null)
        : base(geometry, Model(rates, target, parameters, refractory), name)
    {
    }

    /// <summary>Creates a population in which every neuron has its own rate.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">Hz, one per neuron in row-major order.</param>
    /// <param name="refractory">Time after a spike without another, ms.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">There is not one rate per neuron, or one is negative or NaN.</exception>
    public PoissonPopulation(Geometry geometry, double[] rates, double? refractory = null, string? name = null)
        : base(geometry, Model(0.0, null, null, refractory), name)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Length != Size)
            throw new ArgumentException($"A Poisson population of {Size} neurons takes as many rates; {rates.Length} were given.", nameof(rates));
        CheckRates(rates);
        _ratesOfNeurons = [.. rates];
    }

    private protected override void OnAttached()
    {
        if (_ratesOfNeurons is not null)
            Columns[Rates].CopyFrom(_ratesOfNeurons);
    }

    private protected override void CheckAssignment(string attribute, Values values)
    {
        if (attribute == Rates)
            CheckRates(values);
    }

    /// <summary>Refuses rates that are none.</summary>
    internal static void CheckRates(IEnumerable<double> rates)
    {
        foreach (var rate in rates)
        {
            if (!double.IsFinite(rate) || rate < 0.0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A rate is a finite number of Hz, at least 0; {rate} is none."), nameof(rates));
        }
    }

    private static Neuron Model(AttributeValue? rates, string? target, ParameterList? parameters, double? refractory)
    {
        if ((rates is null) == (target is null))
            throw new ArgumentException("A Poisson population takes either rates or the target that gives them.", nameof(rates));
        if (rates?.Number is { } number)
            CheckRates([number]);
        var rule = target is null ? rates!.Text : $"g_{target}";
        var all = new ParameterList();
        foreach (var (text, typed) in parameters?.Entries ?? [])
        {
            if (typed is null)
                all.Add(text);
            else
                all.Add(text, typed);
        }

        if (rule is null)
            all.Add($"{Rates} = {rates}");
        return new Neuron(
            parameters: all,
            equations: (rule is null ? string.Empty : $"{Rates} = {rule}\n") + "p = Uniform(0.0, 1.0) * 1000.0 / dt",
            spike: $"p < {Rates}",
            refractory: refractory is null ? null : refractory.Value,
            name: "Poisson",
            description: "Spikes at random with a given rate.");
    }
}
