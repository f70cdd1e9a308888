namespace Annarchy.Tests.Projections;

/// <summary>Weights stored in half precision are read, written, summed, recorded and saved like others.</summary>
public class HalfWeightTests
{
    private static readonly Neuron _neuron = new(parameters: "offset = 0.0", equations: "r = offset\ns = sum(exc)");

    [Theory]
    [InlineData(70, 45, 1)]
    [InlineData(600, 333, 3)]
    public void Sums_are_those_of_the_rounded_weights(int inputs, int outputs, int threads)
    {
        using var net = Declare(inputs, outputs, threads, out var projection);
        net.Compile();
        var weights = new double[outputs, inputs];
        for (var post = 0; post < outputs; post++)
        {
            for (var pre = 0; pre < inputs; pre++)
                weights[post, pre] = Math.Sin((post * inputs) + pre);
        }

        projection["w"] = weights;
        net.Simulate(2.0);
        double[] rates = net.Populations[0]["r"], sums = net.Populations[1]["s"], stored = projection["w"];
        for (var post = 0; post < outputs; post++)
        {
            var expected = 0.0;
            for (var pre = 0; pre < inputs; pre++)
            {
                Assert.Equal((double)(Half)weights[post, pre], stored[(post * inputs) + pre]);
                expected += stored[(post * inputs) + pre] * rates[pre];
            }

            // Rounding of a sum of that many products in single precision.
            Assert.Equal(expected, sums[post], 1e-6 * inputs);
        }
    }

    [Fact]
    public void They_take_half_the_memory()
    {
        using var half = Declare(640, 320, 1, out var small);
        using var full = Declare(640, 320, 1, out var large);
        large.Store(StorageFormat.Automatic);
        half.Compile();
        full.Compile();
        Assert.InRange(small.MemoryFootprint, 640 * 320 * 2, 640 * 320 * 2.1);
        Assert.InRange(large.MemoryFootprint, 640 * 320 * 4, 640 * 320 * 4.1);
        Assert.Equal("dense by post-synaptic neuron, own weights in half precision", small.StorageDescription);
        Assert.Equal("dense by post-synaptic neuron, own weights", large.StorageDescription);
        double[] expected = large["w"], rounded = small["w"];
        Assert.All(expected.Zip(rounded), w => Assert.Equal(w.First, w.Second, (5e-4 * Math.Abs(w.First)) + 1e-7));
    }

    [Fact]
    public void They_are_saved_recorded_and_restored()
    {
        using var folder = new TemporaryFolder();
        using var net = Declare(40, 30, 1, out var projection);
        net.Compile();
        var monitor = net.Monitor(projection, "w");
        double[] atStart = projection["w"];
        projection.Dendrite(3)["w"] = 0.3;
        net.Simulate(1.0);
        double[] changed = projection["w"];
        Assert.Equal((double)(Half)0.3, changed[(3 * 40) + 7]);
        Assert.Equal(changed, monitor.Get("w").Row(0));
        net.Save(folder["net.npz"]);
        net.Reset(synapses: true);
        Assert.Equal(atStart, (double[])projection["w"]);
        net.Load(folder["net.npz"]);
        Assert.Equal(changed, (double[])projection["w"]);
    }

    [Fact]
    public void What_half_precision_cannot_serve_is_refused()
    {
        Action<Network, Population>[] impossible =
        [
            (net, p) => net.Connect(p, p, "exc", name: "loop").FixedProbability(0.5, new Uniform(0.0, 1.0)).Store(weights: WeightPrecision.Half),
            (net, p) => net.Connect(p, p, "exc", name: "loop").AllToAll(new Uniform(0.0, 1.0)).Store(StorageFormat.Sparse, WeightPrecision.Half),
            (net, p) => net.Connect(p, p, "exc", name: "loop").AllToAll(new Uniform(0.0, 1.0), delays: new Uniform(1.0, 5.0)).Store(weights: WeightPrecision.Half),
            (net, p) => net.Connect(p, p, "exc", new Oja(), name: "loop").AllToAll(new Uniform(0.0, 1.0)).Store(weights: WeightPrecision.Half),
            (net, p) => net.Connect(p, p, "exc", name: "loop").AllToAll(new Uniform(70000.0, 80000.0)).Store(weights: WeightPrecision.Half),
        ];
        foreach (var connect in impossible)
        {
            using var net = new Network(precision: Precision.Single);
            connect(net, net.Create(20, new LeakyIntegrator()));
            Assert.Contains("loop", Assert.Throws<ArgumentException>(net.Compile).Message, StringComparison.Ordinal);
        }

        using var wide = new Network(precision: Precision.Double);
        var population = wide.Create(20, _neuron);
        wide.Connect(population, population, "exc").AllToAll(new Uniform(0.0, 1.0)).Store(weights: WeightPrecision.Half);
        Assert.Throws<ArgumentException>(wide.Compile);

        using var good = Declare(20, 10, 1, out var projection);
        good.Compile();
        Assert.Throws<ArgumentException>(() => projection["w"] = 1e5);
        Assert.Throws<ArgumentException>(() => projection.Dendrite(0)["w"] = 1e5);
    }

    private static Network Declare(int inputs, int outputs, int threads, out Projection projection)
    {
        var net = new Network(seed: 4, precision: Precision.Single, threads: threads);
        var pre = net.Create(inputs, _neuron);
        var post = net.Create(outputs, _neuron);
        pre["offset"] = new Uniform(-1.0, 1.0);
        projection = net.Connect(pre, post, "exc").AllToAll(new Uniform(-1.0, 1.0)).Store(weights: WeightPrecision.Half);
        return net;
    }
}
