using Annarchy.Convolutions;
using Annarchy.Reports;

namespace Annarchy.Tests.Convolutions;

/// <summary>Projections with shared and borrowed weights in saved state, reports, recordings and the memory footprint.</summary>
public class SharedStateTests
{
    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void SavedNetworksGoOn(Precision precision)
    {
        using var folder = new TemporaryFolder();
        using var original = Layers(precision, seed: 1);
        original.Simulate(7.0);
        original.Projections[0]["w"] = MapNetwork.Array([8, 3, 3], 9);
        original.Projections[2].Transmission = false;
        original.Save(folder["state.npz"]);
        original.Simulate(5.0);

        using var restored = Layers(precision, seed: 2);
        restored.Load(folder["state.npz"]);
        Assert.Equal(original.Projections[0]["w"], restored.Projections[0]["w"]);
        Assert.False(restored.Projections[2].Transmission);
        restored.Simulate(5.0);
        AssertSame(original, restored);

        original.Load(folder["state.npz"]);
        original.Simulate(5.0);
        AssertSame(restored, original);
    }

    [Fact]
    public void FilesHoldTheFiltersAlone()
    {
        using var folder = new TemporaryFolder();
        using var net = Layers(Precision.Double, seed: 1);
        net.Simulate(1.0);
        net.Projections[0].Save(folder["filters.npz"]);
        Assert.InRange(new FileInfo(folder["filters.npz"]).Length, 8 * 72, 8192);
        var weights = net.Projections[0]["w"];
        net.Projections[0]["w"] = 0.0;
        net.Projections[0].Load(folder["filters.npz"]);
        Assert.Equal(weights, net.Projections[0]["w"]);
    }

    [Fact]
    public void FilesOfOtherRulesAreRefused()
    {
        using var folder = new TemporaryFolder();
        using var net = Layers(Precision.Double, seed: 1);
        net.Projections[0].Save(folder["filters.npz"]);
        foreach (var (change, message) in new (Func<Network>, string)[]
        {
            (() => Layers(Precision.Double, seed: 1, padding: 1.0), "padding 0', now by"),
            (() => Layers(Precision.Double, seed: 1, delay: 4.0), "had a delay of 2 steps, now of 4"),
            (() => Layers(Precision.Double, seed: 1, filterSide: 1), "now by 'convolution with 8 filters of (1, 1), padding 0'"),
        })
        {
            using var other = change();
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => other.Projections[0].Load(folder["filters.npz"])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MemoryIsThatOfTheFilters()
    {
        using var net = new Network(precision: Precision.Single);
        var map = net.Create(new InputArray((100, 100)));
        var maps = net.Create((100, 100, 16), MapNetwork.Receiver);
        var convolution = net.Connect(new Convolution(map, maps, "exc")).ConnectFilters(MapNetwork.Array([16, 3, 3], 1));
        var dense = net.Connect(map, net.Create(100, MapNetwork.Receiver), "exc").AllToAll(new Uniform(0.0, 1.0));
        var copy = net.Connect(new Copy(map, net.Create(100, MapNetwork.Receiver), "exc")).ConnectCopy(dense);
        net.Compile();

        // A padded map, the places of 10 000 windows, the ranks of 160 000 neurons, a few weights.
        Assert.InRange(convolution.MemoryFootprint, (102 * 102 * 4) + (4 * 160_000), 1_000_000);
        Assert.Equal(16 * ((98 * 98 * 9) + (4 * 98 * 6) + (4 * 4)), convolution.NbSynapses);
        Assert.True(dense.MemoryFootprint >= 4_000_000);
        Assert.InRange(copy.MemoryFootprint, 1, 1000);
    }

    [Fact]
    public void ReportsDescribeTheFilters()
    {
        using var net = Layers(Precision.Double, seed: 1);
        net.Compile();
        using var folder = new TemporaryFolder();
        net.Report(folder["report.md"]);
        var text = File.ReadAllText(folder["report.md"]);
        Assert.Contains("convolution with 8 filters of (3, 3), padding 0, 6272 synapses", text.Replace("\\", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("pooling of windows of (2, 2, 1), 800 synapses", text, StringComparison.Ordinal);
        Assert.Contains("copy of proj2", text, StringComparison.Ordinal);
        Assert.Contains("transpose of proj2", text, StringComparison.Ordinal);
        Assert.Contains("Pooling (max)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordingsHoldTheFilterOnce()
    {
        using var net = Layers(Precision.Double, seed: 1);
        net.Compile();
        var weights = net.Monitor(net.Projections[0], "w");
        var dendrite = net.Monitor(net.Projections[0].Dendrite(0, 0, 1), "w");
        net.Simulate(2.0);
        var filters = MapNetwork.Numbers(72, 3);
        Assert.Equal(filters, weights.Get("w").Row(1));
        Assert.Equal([filters[13], filters[14], filters[16], filters[17]], dendrite.Get("w").Row(0));
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        using var net = Layers(Precision.Single, seed: 1);
        var maps = net.Populations[1];
        net.Connect(new Convolution(net.Populations[0], maps, "exc", psp: "w * abs(pre.r)")).ConnectFilters(MapNetwork.Array([8, 3, 3], 3));
        for (var step = 0; step < 20; step++)
            net.Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 20; step++)
            net.Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>A noisy image, filters, pooling, a learning read-out, and its copy and transpose.</summary>
    private static Network Layers(Precision precision, long seed, Padding padding = default, double delay = 2.0, int filterSide = 3)
    {
        var net = new Network(seed: seed, precision: precision);
        var neuron = new Neuron(equations: "r = clip(sum(exc) + 0.1 * sum(back) + 0.1 * sum(copy), 0.0, 10.0)");
        var image = net.Create((10, 10), new Neuron(equations: "r = Uniform(0.0, 1.0)"));
        var maps = net.Create((10, 10, 8), neuron);
        var pooled = net.Create((5, 5, 8), neuron);
        var output = net.Create(4, neuron);
        net.Connect(new Convolution(image, maps, "exc")).ConnectFilters(MapNetwork.Array([8, filterSide, filterSide], 3), delays: delay, padding: padding);
        net.Connect(new Pooling(maps, pooled, "exc")).ConnectPooling([2, 2, 1]);
        var learning = net.Connect(pooled, output, "exc", new Oja()).AllToAll(new Uniform(0.0, 0.1));
        net.Connect(new Copy(pooled, output, "copy", psp: "0.5 * w * pre.r")).ConnectCopy(learning);
        net.Connect(new Transpose(learning, "back")).ConnectTranspose();
        return net;
    }

    private static void AssertSame(Network expected, Network actual)
    {
        for (var i = 0; i < expected.Populations.Count; i++)
            Assert.Equal(expected.Populations[i]["r"], actual.Populations[i]["r"]);
        for (var i = 0; i < expected.Projections.Count; i++)
            Assert.Equal(expected.Projections[i]["w"], actual.Projections[i]["w"]);
    }
}
