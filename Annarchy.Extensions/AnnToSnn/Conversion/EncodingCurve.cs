namespace Annarchy.AnnToSnn;

/// <summary>What <c>rates</c> must be for a value, so that what the neuron transmits is proportional to the value.</summary>
internal sealed class EncodingCurve
{
    private const int Levels = 64;
    private const double Duration = 1000.0;

    private readonly double _maximum;
    private readonly double[]? _charges;

    private EncodingCurve(double maximum, double charge, double[]? charges) =>
        (_maximum, Charge, _charges) = (maximum, charge, charges);

    /// <summary>What a neuron transmits per ms for a value of 1: spikes, or the sum of amplitudes.</summary>
    public double Charge { get; }

    /// <summary>The curve of neurons that transmit in proportion to their <c>rates</c>.</summary>
    /// <param name="maximum"><c>rates</c> for a value of 1.</param>
    /// <param name="charge">What is transmitted then per ms.</param>
    public static EncodingCurve Proportional(double maximum, double charge) => new(maximum, charge, null);

    /// <summary>Measures what neurons transmit at <c>rates</c> from 0 to that of a value of 1.</summary>
    /// <exception cref="ArgumentException">The neurons have no <c>rates</c>, or do not spike.</exception>
    public static EncodingCurve Measure(InputEncoding encoding, NetworkConfiguration configuration)
    {
        using var net = new Network(configuration);
        var neurons = net.Create(Levels + 1, encoding.Neuron, "input");
        encoding.Check(neurons);
        var sums = net.Create(neurons.Size, SpikingNeurons.Accumulator, "sums");
        net.Connect(neurons, sums, SpikingNeurons.Target, SpikingNeurons.SynapseFrom(neurons)).OneToOne(weights: 1.0);
        neurons["rates"] = Enumerable.Range(0, neurons.Size).Select(i => encoding.Maximum * i / Levels).ToArray();
        net.Simulate(Duration);
        double[] charges = sums["v"];
        for (var i = 1; i < charges.Length; i++)
            charges[i] = Math.Max(charges[i - 1], charges[i]);
        return charges[^1] > 0.0
            ? new EncodingCurve(encoding.Maximum, charges[^1] / Duration, charges)
            : throw new ArgumentException(
                $"The neurons of input encoding '{encoding.Name}' do not spike, whatever their 'rates' up to {encoding.Maximum}.");
    }

    /// <summary>What <c>rates</c> must be.</summary>
    /// <param name="value">From 0 to 1.</param>
    public double Rates(double value)
    {
        if (_charges is null || value == 0.0)
            return value * _maximum;
        var charge = value * _charges[^1];
        var above = Array.FindIndex(_charges, c => c >= charge);
        var level = above == 0 ? 0.0 : above - ((_charges[above] - charge) / (_charges[above] - _charges[above - 1]));
        return _maximum * level / Levels;
    }
}
