using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class ConversionRefusalTests
{
    private static readonly ActivationLayer Relu = new("relu", ActivationFunction.Relu);

    [Fact]
    public void LayersThatAreNotRectifiedAreNamed()
    {
        var error = Assert.Throws<NotSupportedException>(() => Convert([Dense("first"), Dense("second")]));
        Assert.Contains("Layer 'first' (Dense) of network 'net' cannot be converted: nothing rectifies it before layer 'second' (Dense)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASoftmaxBetweenLayersIsNamed()
    {
        var error = Assert.Throws<NotSupportedException>(() => Convert([Dense("first"), new ActivationLayer("soft", ActivationFunction.Softmax), Dense("second")]));
        Assert.Contains("Layer 'soft' (Softmax) of network 'net' cannot be converted there; Dense, Conv2D", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastLayerHasTheClasses()
    {
        var error = Assert.Throws<NotSupportedException>(() => Convert([new ReshapeLayer("square", [2, 2, 1]), Pool(), new ReshapeLayer("flat")]));
        Assert.Contains("its last layer with weights must be Dense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NeuronsNeedWhatTheirLayersNeed()
    {
        var plain = new Neuron(equations: "v += g_exc", spike: "v >= 1.0", reset: "v = 0.0");
        var biased = new DenseLayer("first", 4, new float[16], new float[4]);
        var converter = new ANNtoSNNConverter(hiddenNeuron: plain);
        Contains("neurons of population 'first' need 'bias'", () => converter.Convert(Network([biased, Relu, Dense("second")])));
        Contains(
            "neurons of population 'first' need 'emitted', since layer 'pool' (MaxPooling2D)",
            () => converter.Convert(Network([Dense("first"), Relu, new ReshapeLayer("square", [2, 2, 1]), Pool(), new ReshapeLayer("flat"), new DenseLayer("out", 2, [1.0f, 2.0f])])));
        Contains("need a parameter 'rates'", () => new ANNtoSNNConverter(new InputEncoding("own", plain)).Convert(Network([Dense("out")])));
        Contains("does not", () => _ = new InputEncoding("own", new Neuron(equations: "r = 1.0")));
        var silent = new Neuron(parameters: "rates = 0.0", equations: "v = rates", spike: "v > 1e6", reset: "v = 0.0");
        Contains("'own' do not spike", () => new ANNtoSNNConverter(new InputEncoding("own", silent)).Convert(Network([Dense("out")])));
        Contains("more than a spike per step", () => new ANNtoSNNConverter(InputEncoding.Poisson(1001.0)).Convert(Network([Dense("out")])));
    }

    [Fact]
    public void ScaleFactorsFitTheLayers()
    {
        Contains("3 scale factors are given; network 'net' has 1 layers with weights", () =>
            new ANNtoSNNConverter(normalisation: WeightNormalisation.ModelBased(1.0, 2.0, 3.0)).Convert(Network([Dense("out")])));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightNormalisation.ModelBased(0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightNormalisation.DataBased([[1.0f]], percentile: 101.0));
        Contains("Layer 'out' (Dense) is silent for all samples", () =>
            new ANNtoSNNConverter(normalisation: WeightNormalisation.DataBased([new float[4]])).Convert(Network([Dense("out")])));
    }

    [Fact]
    public void SamplesAreFromZeroToOne()
    {
        using var snn = Convert([Dense("out")]);
        Contains("A sample has 3 values; network 'net' takes 4", () => snn.Classify(new float[3]));
        Contains("Value 2 of a sample is not from 0 to 1", () => snn.Classify([0.0f, 1.0f, 1.5f, 0.0f]));
        Contains("Value 0 of a sample is not from 0 to 1", () => snn.Classify([float.NaN, 1.0f, 0.5f, 0.0f]));
    }

    [Fact]
    public void PredictionsCanBeWatchedAndEnded()
    {
        using var snn = Convert([Dense("out")]);
        using var source = new CancellationTokenSource();
        var progress = new Counter(() => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => snn.Predict([new float[4], new float[4]], 10.0, progress, source.Token));
        Assert.Equal(1, progress.Last);
    }

    [Fact]
    public void EqualClassesAreAllNamed()
    {
        using var snn = new ANNtoSNNConverter(configuration: new NetworkConfiguration { Seed = 1 })
            .Convert(Network([new DenseLayer("out", 3, [1.0f, 0.0f, 1.0f, 1.0f, 0.0f, 1.0f, 1.0f, 0.0f, 1.0f, 1.0f, 0.0f, 1.0f])]));
        Assert.Equal([[0, 2], [0, 1, 2]], snn.PredictMultiple([[1.0f, 1.0f, 1.0f, 1.0f], new float[4]], 100.0));
    }

    [Fact]
    public void TheReportSaysWhatBecameOfEachLayer()
    {
        using var snn = new ANNtoSNNConverter(InputEncoding.PSO()).Load(Digits.PathOf("digits-dense-bias.keras"));
        string[] expected =
        [
            "network 'digits_dense_bias', input encoding PSO, read-out spike count\nweights normalised by the model",
            "* input: 'input_layer', (8, 8, 1), phase shift oscillation",
            "* AveragePooling2D: 'pool', (4, 4, 1), IaF neuron",
            "64 synapses of projection 'input_layer-pool'",
            "* Dense: 'hidden', (64), IaF neuron",
            "1024 synapses of projection 'pool-hidden'",
            "64 biases as constant currents",
            "* Dense: 'logits', (10), IaF neuron",
        ];
        var at = -1;
        foreach (var line in expected)
        {
            var next = snn.ConnectivityReport.IndexOf(line, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, line);
            at = next;
        }

        Assert.Equal(["input_layer", "pool", "hidden", "logits"], snn.Network.Populations.Select(p => p.Name));
    }

    private static void Contains(string expected, Action action) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static DenseLayer Dense(string name) => new(name, 4, [.. Enumerable.Range(1, 16).Select(i => (float)i)]);

    private static Pooling2DLayer Pool() => new("pool", PoolingOperation.Max, new Window2D(new WindowAxis(2), new WindowAxis(2)));

    private static ArtificialNetwork Network(AnnLayer[] layers) => new("net", [4], layers);

    private static SpikingClassifier Convert(AnnLayer[] layers) => new ANNtoSNNConverter().Convert(Network(layers));

    private sealed class Counter(Action then) : IProgress<int>
    {
        public int Last { get; private set; }

        public void Report(int value)
        {
            Last = value;
            then();
        }
    }
}
