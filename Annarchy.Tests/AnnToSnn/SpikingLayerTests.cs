using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

/// <summary>
/// Rates of spikes against activations. The input neurons here spike as regularly as can be, so that rates are exact but for the rounding of
/// numbers of spikes and what is under way at the beginning.
/// </summary>
public class SpikingLayerTests
{
    private const double Duration = 4000.0;

    private static readonly NetworkConfiguration Configuration = new() { Seed = 1 };

    /// <summary>A spike every 2 ms for a value of 1.</summary>
    private static InputEncoding Regular => new(
        "regular",
        new Neuron(
            parameters: "rates = 0.0",
            equations: """
                v += rates * dt
                emitted = emitted
                """,
            spike: "v >= 1.0",
            reset: "v -= 1.0; emitted += 1.0"),
        maximum: 0.5,
        charge: 0.5);

    [Fact]
    public void RatesOfEveryLayerAreItsActivations()
    {
        var random = new Random(3);
        var window = new Window2D(new WindowAxis(3, Stride: 2, Same: true), new WindowAxis(2, Dilation: 2, Before: 1));
        var ann = new ArtificialNetwork(
            "all",
            [2, 7, 6],
            [
                new PermuteLayer("order", [1, 2, 0]),
                new Conv2DLayer("conv", window, 4, Weights(random, 3 * 2 * 2 * 4), Weights(random, 4)),
                new ActivationLayer("relu", ActivationFunction.Relu),
                new Pooling2DLayer("max", PoolingOperation.Max, new Window2D(new WindowAxis(2, 2, Same: true), new WindowAxis(2))),
                new Pooling2DLayer("mean", PoolingOperation.Average, new Window2D(new WindowAxis(2, 2), new WindowAxis(2, 2, Same: true))),
                new PermuteLayer("back", [2, 0, 1]),
                new ReshapeLayer("flat"),
                new DropoutLayer("drop"),
                new DenseLayer("hidden", 5, Weights(random, 8 * 5), Weights(random, 5)),
                new ActivationLayer("relu2", ActivationFunction.Relu),
                new DenseLayer("out", 3, Weights(random, 15), Weights(random, 3)),
                new ActivationLayer("softmax", ActivationFunction.Softmax),
            ]);
        var sample = Enumerable.Range(0, ann.InputSize).Select(_ => random.NextSingle()).ToArray();
        var activations = ann.Activations(sample);
        var largest = activations.Select(values => (double)values.Max()).ToArray();
        using var snn = new ANNtoSNNConverter(
            Regular, normalisation: WeightNormalisation.DataBased([sample], percentile: 100.0), configuration: Configuration).Convert(ann);
        snn.Classify(sample, Duration);

        // The largest activation of a layer is half a spike per ms, as is an input of 1.
        Check("conv", activations[2], largest[2]);
        Check("max", activations[3], largest[2]);
        Check("mean", activations[4], largest[2]);
        Check("hidden", activations[9], largest[9]);
        Check("out", Array.ConvertAll(activations[10], value => Math.Max(value, 0.0f)), largest[10]);

        void Check(string name, float[] expected, double scale)
        {
            double[] emitted = snn.Network.GetPopulation(name)["emitted"];
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(0.5 * Math.Max(expected[i], 0.0) / scale, emitted[i] / Duration, 0.01);
        }
    }

    [Fact]
    public void ThePoolOfTheMaximumEmitsAsManySpikesAsItsBusiestInput()
    {
        var ann = new ArtificialNetwork(
            "pool",
            [4, 4, 1],
            [new Pooling2DLayer("max", PoolingOperation.Max, Square(2)), new ReshapeLayer("flat"), new DenseLayer("out", 2, Weights(new Random(1), 8))]);
        using var snn = new ANNtoSNNConverter(InputEncoding.Poisson(), configuration: Configuration).Convert(ann);
        snn.Classify([.. Enumerable.Range(0, 16).Select(i => i / 16.0f)], 300.0);
        double[] before = snn.Input["emitted"];
        snn.Network.Step();
        double[] pooled = snn.Network.GetPopulation("max")["emitted"];
        for (var i = 0; i < 4; i++)
        {
            var corner = (8 * (i / 2)) + (2 * (i % 2));
            Assert.Equal(new[] { corner, corner + 1, corner + 4, corner + 5 }.Max(rank => before[rank]), pooled[i]);
        }
    }

    [Fact]
    public void BiasesAreConstantCurrents()
    {
        var ann = new ArtificialNetwork("bias", [1], [new DenseLayer("out", 3, [0.0f, 0.0f, 0.0f], [0.5f, -1.0f, 0.25f])]);
        using var snn = new ANNtoSNNConverter(Regular, normalisation: WeightNormalisation.None, configuration: Configuration).Convert(ann);
        var answer = snn.Classify([0.0f], 400.0);
        Assert.Equal([100.0, 0.0, 50.0], answer.Spikes);
        Assert.Equal(0, answer.Class);
    }

    [Fact]
    public void NeuronsThatStartAgainFromZeroLoseWhatIsAboveTheThreshold()
    {
        var ann = new ArtificialNetwork(
            "reset",
            [1],
            [new DenseLayer("hidden", 1, [0.75f]), new ActivationLayer("hidden", ActivationFunction.Relu), new DenseLayer("out", 1, [1.0f])]);
        double Emitted(Neuron neuron)
        {
            using var snn = new ANNtoSNNConverter(Regular, neuron, normalisation: WeightNormalisation.None, configuration: Configuration).Convert(ann);
            snn.Classify([1.0f], 800.0);
            return snn.Network.GetPopulation("hidden")["emitted"].Sum();
        }

        Assert.Equal(300.0, Emitted(SpikingNeurons.IaF), 1.0);
        Assert.Equal(200.0, Emitted(SpikingNeurons.IaFToZero), 1.0);
    }

    [Fact]
    public void PhasesTransmitTheDigitsOfAValue()
    {
        // Charges that arrive in one period, after the step they are under way.
        float[] values = [0.0f, 0.25f, 0.75f, 0.8125f, 1.0f];
        Assert.Equal([0.0, 0.25, 0.75, 0.8125, 0.9375], Charges(InputEncoding.PSO(phases: 4), values, steps: 5));
    }

    [Fact]
    public void BurstingNeuronsTransmitInProportionToTheValue()
    {
        float[] values = [0.0f, 0.125f, 0.25f, 0.5f, 0.75f, 1.0f];
        var charges = Charges(InputEncoding.IB(), values, steps: 1000);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(values[i], charges[i] / charges[^1], 0.02);
    }

    /// <summary>What arrives at output neurons that see one input each.</summary>
    private static double[] Charges(InputEncoding encoding, float[] values, int steps)
    {
        var identity = new float[values.Length * values.Length];
        for (var i = 0; i < values.Length; i++)
            identity[i * (values.Length + 1)] = 1.0f;
        var ann = new ArtificialNetwork("identity", [values.Length], [new DenseLayer("out", values.Length, identity)]);
        using var snn = new ANNtoSNNConverter(
            encoding, readOut: ReadOut.MembranePotential, normalisation: WeightNormalisation.None, configuration: Configuration).Convert(ann);
        double start = snn.Output[0]["v"];
        return [.. snn.Classify(values, steps).Potentials.Select(v => v - start)];
    }

    private static Window2D Square(int size) => new(new WindowAxis(size, size), new WindowAxis(size, size));

    private static float[] Weights(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2.0f * random.NextSingle()) - 0.8f)];
}
