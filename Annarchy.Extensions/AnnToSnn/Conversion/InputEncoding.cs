namespace Annarchy.AnnToSnn;

/// <summary>How the values of a sample, from 0 to 1, become spikes of the input population.</summary>
/// <remarks>
/// Its neurons have a parameter <c>rates</c>, which is set before a sample is shown so that what they transmit is proportional to the value;
/// <see cref="Maximum"/> is for a value of 1. A spike transmits the weight of its synapse, or the weight times <c>amplitude</c> where the neuron
/// has a variable of this name. Networks that pool the input itself by its maximum need a variable <c>emitted</c> as well, the sum of all
/// spikes or amplitudes so far.
/// </remarks>
public sealed class InputEncoding
{
    private readonly Func<InputEncoding, NetworkConfiguration, EncodingCurve> _curve;

    /// <summary>An encoding of one's own.</summary>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="neuron">Model of the input neurons; spiking, with a parameter <c>rates</c>.</param>
    /// <param name="maximum">What <c>rates</c> is for a value of 1; positive.</param>
    /// <param name="charge">
    /// What a neuron transmits per ms for a value of 1, spikes or the sum of amplitudes, if it is in proportion to <c>rates</c>. Null for neurons
    /// of which it is not: then it is measured for <c>rates</c> up to <paramref name="maximum"/>.
    /// </param>
    /// <exception cref="ArgumentException">The neuron is not spiking.</exception>
    public InputEncoding(string name, Neuron neuron, double maximum = 100.0, double? charge = null)
        : this(name, neuron, maximum, charge is { } known ? (_, _) => EncodingCurve.Proportional(maximum, known) : EncodingCurve.Measure)
    {
        if (charge is not null)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(charge.Value);
    }

    private InputEncoding(string name, Neuron neuron, double maximum, Func<InputEncoding, NetworkConfiguration, EncodingCurve> curve)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(neuron);
        if (!neuron.IsSpiking)
            throw new ArgumentException($"Input neurons emit spikes; {neuron} does not.", nameof(neuron));
        if (!(maximum > 0.0 && double.IsFinite(maximum)))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The rates of a value of 1 are a positive finite number.");
        (Name, Neuron, Maximum, _curve) = (name, neuron, maximum, curve);
    }

    /// <summary>Name of the encoding.</summary>
    public string Name { get; }

    /// <summary>Model of the input neurons.</summary>
    public Neuron Neuron { get; }

    /// <summary>What <c>rates</c> is for a value of 1.</summary>
    public double Maximum { get; }

    /// <summary>Spikes at random, at a rate proportional to the value; ANNarchy's custom Poisson neuron.</summary>
    /// <param name="maximalRate">
    /// Rate for a value of 1, Hz; one spike per step at most, as it is at 1000 Hz in steps of 1 ms: then values are the probabilities of spikes.
    /// The lower the rate, the longer samples must be shown.
    /// </param>
    public static InputEncoding CPN(double maximalRate = 1000.0) => new(
        "CPN",
        new Neuron(
            parameters: "rates = 0.0",
            equations: """
                p = Uniform(0.0, 1.0) * 1000.0 / dt
                emitted = emitted
                """,
            spike: "p < rates",
            reset: "emitted += 1.0",
            name: "custom Poisson neuron",
            description: "Spikes at random with a given rate."),
        maximalRate,
        (encoding, configuration) => encoding.Maximum * configuration.TimeStep <= 1000.0
            ? EncodingCurve.Proportional(encoding.Maximum, encoding.Maximum / 1000.0)
            : throw new ArgumentException($"{encoding.Maximum} Hz is more than a spike per step of {configuration.TimeStep} ms."));

    /// <summary>The same as <see cref="CPN"/>.</summary>
    /// <param name="maximalRate">
    /// Rate for a value of 1, Hz; one spike per step at most, as it is at 1000 Hz in steps of 1 ms: then values are the probabilities of spikes.
    /// The lower the rate, the longer samples must be shown.
    /// </param>
    public static InputEncoding Poisson(double maximalRate = 1000.0) => CPN(maximalRate);

    /// <summary>Intrinsically bursting neurons, with the input current at which their rate is proportional to the value.</summary>
    /// <param name="maximalCurrent">Input current for a value of 1.</param>
    /// <remarks>
    /// E. M. Izhikevich, <i>Simple Model of Spiking Neurons</i>, IEEE Transactions on Neural Networks 14(6), 2003. Their rate is not proportional
    /// to the current; it is measured when a network is converted.
    /// </remarks>
    public static InputEncoding IB(double maximalCurrent = 100.0) => new(
        "IB",
        new Neuron(
            parameters: """
                a = 0.02        : population
                b = 0.2         : population
                c = -55.0       : population
                d = 4.0         : population
                v_thresh = 30.0 : population
                rates = 0.0
                """,
            equations: """
                dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + rates : init = -55.0
                du/dt = a * (b * v - u)                          : init = -13.0
                emitted = emitted
                """,
            spike: "v > v_thresh",
            reset: """
                v = c
                u += d
                emitted += 1.0
                """,
            name: "intrinsically bursting neuron",
            description: "Izhikevich's intrinsically bursting neuron."),
        maximalCurrent,
        EncodingCurve.Measure);

    /// <summary>
    /// Phase coding: the digits of the value as a binary number, one per step and again after the last one. The threshold oscillates, halving
    /// from step to step, and a spike is worth as much as the threshold it crossed.
    /// </summary>
    /// <param name="phases">Digits of a value, which is the number of steps of a period; 1 to 24.</param>
    /// <remarks>
    /// J. Kim, H. Kim, S. Huh, J. Lee and K. Choi, <i>Deep neural networks with weighted spikes</i>, Neurocomputing 311, 2018; here the input
    /// is coded by phases, hidden layers by rates.
    /// </remarks>
    public static InputEncoding PSO(int phases = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(phases, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(phases, 24);
        return new InputEncoding(
            "PSO",
            new Neuron(
                parameters: $"""
                    k = {phases} : population
                    rates = 0.0
                    """,
                equations: """
                    phase = if phase >= k - 1: 0 else: phase + 1 : population, init = -1
                    amplitude = 2.0^(-1.0 - phase)               : population
                    v = if phase == 0: rates else: v
                    emitted = emitted
                    """,
                spike: "v >= amplitude",
                reset: """
                    v -= amplitude
                    emitted += amplitude
                    """,
                name: "phase shift oscillation",
                description: "Emits the digits of a binary number, one per step."),
            1.0,
            (_, configuration) => EncodingCurve.Proportional(1.0, (1.0 - Math.Pow(2.0, -phases)) / (phases * configuration.TimeStep)));
    }

    /// <summary>What <c>rates</c> must be for each value.</summary>
    internal EncodingCurve Curve(NetworkConfiguration configuration) => _curve(this, configuration);

    /// <exception cref="ArgumentException">The neurons have no <c>rates</c>.</exception>
    internal void Check(Population neurons)
    {
        var parameters = neurons.Parameters;
        if (!parameters.Contains("rates"))
            throw new ArgumentException($"The neurons of input encoding '{Name}' need a parameter 'rates'; they have {string.Join(", ", parameters)}.");
    }
}
