namespace Annarchy.Hybrid;

/// <summary>Populations between rate-coded and spiking networks, made of ordinary populations and projections.</summary>
public static class HybridPopulations
{
    private const string Spikes = "spikes";
    private const string Rates = "rates";

    /// <summary>Adds a rate-coded population that shows the firing rates of spiking neurons.</summary>
    /// <remarks>
    /// Each neuron has a spiking one, whose spikes reach it a step after they were emitted. The rate follows their frequency
    /// <c>f</c>, Hz, as <c>smooth dr/dt = f / scaling - r</c>, integrated by explicit Euler; <c>scaling</c>, <c>smooth</c> and, for intervals,
    /// <c>cut</c> are parameters that can be set. The frequency is either the number of spikes in a window divided by its width, or, with
    /// <see cref="RateDecoding.Intervals"/>, the inverse of the last interval between spikes, or of the time since the last spike once that
    /// is longer, and 0 after <c>cut</c> intervals of silence.
    /// </remarks>
    /// <param name="network">The network of the neurons; not compiled yet.</param>
    /// <param name="spiking">Spiking neurons.</param>
    /// <param name="decoding">How the frequency is found.</param>
    /// <param name="window">Width of the window, ms.</param>
    /// <param name="scaling">The frequency that a rate of 1 stands for, Hz.</param>
    /// <param name="smooth">Time constant of the rate, ms; a step at least, which is no smoothing, and the default.</param>
    /// <param name="cut">After how many intervals without a spike the frequency is 0.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <returns>The rate-coded population, in the geometry of the spiking one.</returns>
    /// <exception cref="ArgumentException">The neurons are rate-coded or of another network, or the name is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not positive and finite, window or time constant are shorter than a step, or the enumeration has an unknown value.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public static Population CreateSpike2Rate(
        this Network network,
        Population spiking,
        RateDecoding decoding = RateDecoding.Window,
        double window = 100.0,
        double scaling = 1.0,
        double? smooth = null,
        double cut = 3.0,
        string? name = null)
    {
        var dt = CheckSource(network, spiking, isSpiking: true).TimeStep;
        var tau = smooth ?? dt;
        CheckAtLeast(scaling, double.Epsilon, nameof(scaling), "The scaling is a positive finite number of Hz.");
        CheckAtLeast(cut, double.Epsilon, nameof(cut), "The cut is a positive finite number of intervals.");
        CheckAtLeast(tau, dt, nameof(smooth), $"The time constant is at least one step, {dt} ms.");
        CheckAtLeast(window, dt, nameof(window), $"The window is at least one step, {dt} ms.");
        var neuron = decoding switch
        {
            RateDecoding.Window => WindowModel(scaling, tau),
            RateDecoding.Intervals => IntervalModel(scaling, tau, cut),
            _ => throw new ArgumentOutOfRangeException(nameof(decoding), decoding, "There is no such decoding."),
        };
        var rates = network.Create(spiking.Geometry, neuron, name);
        network.Connect(new DecodingProjection(spiking, rates, Spikes, decoding == RateDecoding.Window ? window : dt)).OneToOne(weights: 1.0);
        return rates;
    }

    /// <summary>Adds a spiking population whose neurons spike at random with the rates of rate-coded ones.</summary>
    /// <remarks>
    /// A neuron spikes in a step with the probability <c>scaling r dt / 1000</c>, independently of other steps, where <c>r</c> is the rate at
    /// the end of the step before: a Poisson process, but for the refractory period. It is a <see cref="PoissonPopulation"/> fed by a
    /// one-to-one projection whose weight is the scaling.
    /// </remarks>
    /// <param name="network">The network of the neurons; not compiled yet.</param>
    /// <param name="rates">Rate-coded neurons.</param>
    /// <param name="scaling">The frequency that a rate of 1 stands for, Hz.</param>
    /// <param name="refractory">Time after a spike without another, ms.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <returns>The spiking population, in the geometry of the rate-coded one.</returns>
    /// <exception cref="ArgumentException">The neurons are spiking or of another network, or the name is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scaling is not positive and finite.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public static Population CreateRate2Spike(
        this Network network, Population rates, double scaling = 1.0, double? refractory = null, string? name = null)
    {
        CheckSource(network, rates, isSpiking: false);
        CheckAtLeast(scaling, double.Epsilon, nameof(scaling), "The scaling is a positive finite number of Hz.");
        var spiking = network.Create(new PoissonPopulation(rates.Geometry, target: Rates, refractory: refractory, name: name));
        network.Connect(rates, spiking, Rates).OneToOne(weights: scaling);
        return spiking;
    }

    private static Neuron WindowModel(double scaling, double smooth) => new(
        parameters: new ParameterList { ["scaling"] = scaling, ["smooth"] = smooth },
        equations: new Variable($"smooth * dr/dt + r = sum({Spikes}) / scaling", method: NumericalMethod.Explicit),
        name: "Spike2Rate",
        description: "Firing rate of a spiking neuron over a sliding window.");

    private static Neuron IntervalModel(double scaling, double smooth, double cut) => new(
        parameters: new ParameterList { ["scaling"] = scaling, ["smooth"] = smooth, ["cut"] = cut },
        equations: new EquationList
        {
            // Before the first spike as if the last one had been ten days ago.
            new Variable($"isi = ite(sum({Spikes}) > 0.0, silence + dt, isi)", init: 1e9),
            new Variable($"silence = ite(sum({Spikes}) > 0.0, 0.0, silence + dt)", init: 1e9),
            new Variable(
                "smooth * dr/dt + r = ite(silence > cut * isi, 0.0, 1000.0 / max(isi, silence)) / scaling", method: NumericalMethod.Explicit),
        },
        name: "Spike2Rate",
        description: "Firing rate of a spiking neuron from the intervals between its spikes.");

    private static Network CheckSource(Network network, Population source, bool isSpiking)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        if (source.Network != network)
            throw new ArgumentException($"{source.Name} belongs to another network.", nameof(source));
        if (source.IsSpiking != isSpiking)
        {
            throw new ArgumentException(
                $"The neurons of '{source.Name}' are {(isSpiking ? "rate-coded; spiking ones have spikes to decode" : "spiking; rate-coded ones have rates to follow")}.",
                nameof(source));
        }

        return network;
    }

    private static void CheckAtLeast(double value, double least, string argument, string message)
    {
        if (!double.IsFinite(value) || value < least)
            throw new ArgumentOutOfRangeException(argument, value, message);
    }
}
