using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

public class ConvolutionTests
{
    /// <summary>All ways in which filters and populations fit: 1D to 4D, one filter and banks, strides, last dimension taken in or kept.</summary>
    public static TheoryData<int[], int[], int[], bool, bool> Shapes() => new()
    {
        { [40], [40], [3], false, false },
        { [40], [20], [4], false, false },
        { [100, 3], [100, 3], [3, 1], false, false },
        { [12, 17], [12, 17], [3, 3], false, false },
        { [12, 100], [12, 100], [5, 2], false, false },
        { [12, 18], [4, 9], [3, 5], false, false },
        { [7, 9, 3], [7, 9], [3, 3, 3], false, false },
        { [6, 8, 5], [6, 8, 5], [3, 3], false, true },
        { [6, 8, 20], [3, 4, 20], [3, 2], false, true },
        { [5, 6, 7], [5, 6, 7], [3, 3, 3], false, false },
        { [3, 4, 5, 3], [3, 4, 5, 3], [3, 3, 3, 2], false, false },
        { [4, 5, 6, 3], [2, 5, 3], [2, 3, 3, 3], false, false },
        { [30], [30, 4], [4, 3], true, false },
        { [9, 11], [9, 11, 2], [2, 3, 3], true, false },
        { [9, 11], [9, 11, 16], [16, 3, 3], true, false },
        { [9, 11], [3, 11, 23], [23, 3, 3], true, false },
        { [4, 5, 16], [4, 5, 16], [16, 3, 3, 16], true, false },
        { [8, 6, 3], [4, 3, 40], [40, 3, 3, 3], true, false },
        { [6, 5, 3], [6, 5, 3, 9], [9, 3, 3], true, true },
        { [3, 4, 5, 2], [3, 4, 5, 8], [8, 3, 2, 3, 2], true, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SumsWeightsTimesRates(int[] pre, int[] post, int[] weights, bool isBank, bool keepsLast)
    {
        var plain = new PlainConvolution(pre, post, weights, isBank, keepsLast);
        foreach (var padding in new Padding[] { default, 0.75, Padding.Border })
        {
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                var filter = MapNetwork.Array(weights, 3);
                var expected = plain.Apply(MapNetwork.Numbers(pre.Aggregate(1, (a, b) => a * b), 2), filter, padding);
                MapNetwork.AssertNear(expected, Received(plain, filter, padding, precision), precision);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnyPspAndOperationWork(int[] pre, int[] post, int[] weights, bool isBank, bool keepsLast)
    {
        var plain = new PlainConvolution(pre, post, weights, isBank, keepsLast);
        var (filter, rates) = (MapNetwork.Array(weights, 3), MapNetwork.Numbers(pre.Aggregate(1, (a, b) => a * b), 2));
        foreach (var (operation, combine) in Operations)
        {
            foreach (var backend in new[] { KernelBackend.Interpreter, KernelBackend.Emitted })
            {
                var expected = plain.Apply(rates, filter, 0.25, (w, r) => w * r * r, combine);
                var actual = Received(plain, filter, 0.25, Precision.Double, "w * pre.r^2", operation, backend);
                MapNetwork.AssertNear(expected, actual, Precision.Double);
            }
        }
    }

    [Fact]
    public void MeansOfWeightedRatesAreDividedByTheElementsOfAFilter()
    {
        var plain = new PlainConvolution([9, 9], [9, 9, 16], [16, 3, 3], IsBank: true);
        var filter = MapNetwork.Array(plain.Weights, 3);
        var expected = plain.Apply(MapNetwork.Numbers(81, 2), filter, default, combine: all => all.Average());
        MapNetwork.AssertNear(expected, Received(plain, filter, default, Precision.Double, operation: "mean"), Precision.Double);
    }

    [Theory]
    [InlineData("w * pre.r", new[] { 40, 50 }, new[] { 40, 50 }, new[] { 3, 3 }, false)]
    [InlineData("w * pre.r", new[] { 40, 50 }, new[] { 40, 50, 17 }, new[] { 17, 3, 3 }, true)]
    [InlineData("abs(w - pre.r)", new[] { 40, 50 }, new[] { 40, 50, 3 }, new[] { 3, 3, 3 }, true)]
    public void SumsHaveTheSameBitsOnAnyNumberOfThreads(string psp, int[] pre, int[] post, int[] weights, bool isBank)
    {
        var plain = new PlainConvolution(pre, post, weights, isBank);
        var filter = MapNetwork.Array(weights, 3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            var one = Received(plain, filter, default, precision, psp);
            Assert.Equal(one, Received(plain, filter, default, precision, psp, threads: 2));
            Assert.Equal(one, Received(plain, filter, default, precision, psp, threads: 3));
        }
    }

    [Fact]
    public void SubsamplingGivesTheCentres()
    {
        double[] rates = MapNetwork.Numbers(48, 2);
        int[][] centres = [[0, 0], [5, 7], [2, 3], [2, 3]];
        double[,] filter = { { 1.0, 2.0, 4.0 } };
        var received = MapNetwork.Received(
            [6, 8], [2, 2], (net, map, post) => net.Connect(new Convolution(map, post, "exc")).ConnectFilter(filter, subsampling: centres), Precision.Double);
        double At(int row, int column) => column is >= 0 and < 8 ? rates[(row * 8) + column] : 0.0;
        MapNetwork.AssertNear([.. centres.Select(c => At(c[0], c[1] - 1) + (2.0 * At(c[0], c[1])) + (4.0 * At(c[0], c[1] + 1)))], received, Precision.Double);

        received = MapNetwork.Received(
            [6, 8],
            [4, 9],
            (net, map, post) => net.Connect(new Convolution(map, post, "exc")).ConnectFilters(MapNetwork.Array([9, 1, 3], 3), subsampling: centres),
            Precision.Double);
        var bank = MapNetwork.Array([9, 1, 3], 3);
        MapNetwork.AssertNear(
            [.. centres.SelectMany(c => Enumerable.Range(0, 9).Select(f => Enumerable.Range(0, 3).Sum(i => bank[(3 * f) + i] * At(c[0], c[1] + i - 1))))],
            received,
            Precision.Double);
    }

    [Fact]
    public void DelaysAreTheSameForAllSynapses()
    {
        using var net = new Network(dt: 0.5);
        var map = net.Create(new TimedArray(new Geometry(9), [.. Enumerable.Range(0, 20).Select(t => Enumerable.Repeat((double)t, 9).ToArray())]));
        var receiver = net.Create(9, MapNetwork.Receiver);
        var delayed = net.Connect(new Convolution(map, receiver, "exc")).ConnectFilter(new[] { 0.0, 1.0, 0.0 }, delays: 2.0);
        var monitor = net.Monitor(receiver, "r");
        net.Simulate(10.0);
        Assert.Equal(2.0, delayed.Delays.Scalar);

        // A step after it, the patterns' second is there; what delays reach back to before is the pattern's first.
        var prompt = Enumerable.Range(0, 20).Select(step => Math.Max(0.0, step - 1.0));
        Assert.Equal([0.0, 0.0, 0.0, .. prompt.Take(17)], monitor.Get("r").Series(4));
    }

    [Fact]
    public void FiltersReadAnyVariableOfThePreSynapticNeuron()
    {
        using var net = new Network(precision: Precision.Single);
        var map = net.Create((5, 5), new Neuron(parameters: "v = 0.5 : population", equations: "mask = 2.0 * v", spike: "mask > 100.0"));
        var receiver = net.Create((5, 5, 16), new Neuron(equations: "g_exc = g_exc\nv = 0", spike: "v > 1"));
        net.Connect(new Convolution(map, receiver, "exc", psp: "pre.mask * w")).ConnectFilters(MapNetwork.Array([16, 1, 1], 3));
        net.Simulate(2.0);
        var weights = MapNetwork.Numbers(16, 3);
        MapNetwork.AssertNear([.. Enumerable.Range(0, 400).Select(i => weights[i % 16])], receiver["g_exc"], Precision.Single);
    }

    [Fact]
    public void WeightsAreReadAndSetInTheirShape()
    {
        using var net = new Network();
        var map = net.Create(new InputArray((6, 6)));
        var receiver = net.Create((6, 6, 2), MapNetwork.Receiver);
        var filters = MapNetwork.Array([2, 3, 3], 3);
        var convolution = net.Connect(new Convolution(map, receiver, "exc")).ConnectFilters(filters);
        net.Compile();
        Assert.True(convolution.IsBank);
        Assert.Equal(filters, convolution.Weights);
        Assert.Equal([2, 3, 3], convolution["w"].Shape);

        map["r"] = 1.0;
        convolution.Weights = MapNetwork.Array([2, 3, 3], 4);
        net.Simulate(1.0);
        Assert.Equal(MapNetwork.Numbers(18, 4)[9..].Sum(), receiver.NeuronAt(2, 2, 1)["r"], 1e-12);
        convolution["w"] = 0.5;
        net.Simulate(1.0);
        Assert.Equal(4.5, receiver.NeuronAt(3, 3, 0)["r"], 1e-12);
        Assert.Contains("18", Assert.Throws<ArgumentException>(() => convolution.Weights = new[] { 1.0, 2.0 }).Message, StringComparison.Ordinal);
        Assert.Contains("share", Assert.Throws<ArgumentException>(() => convolution.Dendrite(2, 2, 0)["w"] = 1.0).Message, StringComparison.Ordinal);

        net.Reset(synapses: true);
        Assert.Equal(filters, convolution.Weights);
    }

    [Fact]
    public void DendritesShowWhatTheRuleConnects()
    {
        using var net = new Network();
        var map = net.Create(new InputArray((4, 5)));
        var receiver = net.Create((4, 5), MapNetwork.Receiver);
        var zero = net.Connect(new Convolution(map, receiver, "exc")).ConnectFilter(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });
        var border = net.Connect(new Convolution(map, receiver, "exc")).ConnectFilter(new double[,] { { 1, 2, 3 } }, padding: Padding.Border);
        net.Compile();
        Assert.Equal(20, zero.Size);
        Assert.Equal((4 * 5 * 9) - (2 * 3 * 4) - (2 * 3 * 5) + 4, zero.NbSynapses);
        Assert.Equal([0, 1, 5, 6], zero.Dendrite(0, 0).PreRanks);
        Assert.Equal([5.0, 6.0, 8.0, 9.0], zero.Dendrite(0, 0)["w"].ToArray());
        Assert.Equal(5.0, zero.ConnectivityMatrix()[7, 7]);
        Assert.Equal(0.0, zero.ConnectivityMatrix()[0, 19]);
        Assert.Equal([0, 0, 1], border.Dendrite(0, 0).PreRanks);
        Assert.Equal(60, border.NbSynapses);
        Assert.Equal(3.0, border.ConnectivityMatrix()[0, 0]);
    }

    [Fact]
    public void SwitchedOffFiltersTransmitNothing()
    {
        using var net = new Network();
        var map = net.Create(new InputArray(4));
        var receiver = net.Create(4, MapNetwork.Receiver);
        var convolution = net.Connect(new Convolution(map, receiver, "exc")).ConnectFilter(new[] { 1.0 });
        map["r"] = 2.0;
        net.Simulate(1.0);
        Assert.Equal(2.0, receiver[0]["r"]);
        convolution.Transmission = false;
        net.Simulate(1.0);
        Assert.Equal(0.0, receiver[0]["r"]);
    }

    private static (string Name, Func<IEnumerable<double>, double> Combine)[] Operations =>
        [("sum", x => x.Sum()), ("max", x => x.Max()), ("min", x => x.Min()), ("mean", x => x.Average())];

    private static double[] Received(
        PlainConvolution plain,
        Values filter,
        Padding padding,
        Precision precision,
        string psp = "w * pre.r",
        string operation = "sum",
        KernelBackend backend = KernelBackend.Default,
        int threads = 1) => MapNetwork.Received(
            plain.Pre,
            plain.Post,
            (net, map, post) =>
            {
                var convolution = net.Connect(new Convolution(map, post, "exc", psp, operation));
                if (plain.IsBank)
                    convolution.ConnectFilters(filter, keepLastDimension: plain.KeepsLast, padding: padding);
                else
                    convolution.ConnectFilter(filter, keepLastDimension: plain.KeepsLast, padding: padding);
            },
            precision,
            backend,
            threads);
}
