using Annarchy.Connectivity;
using static Annarchy.Tests.Connectivity.StoredSynapses;

namespace Annarchy.Tests.Transmission;

/// <summary>Bitmaps hold the same synapses as lists of ranks, and deliver the same.</summary>
public class BitmapTests
{
    private static readonly Neuron _neuron = new(
        parameters: "drive = 0.0", equations: "x = x + drive\nv = g_exc", spike: "x > 1", reset: "x = x - 1");

    [Theory]
    [InlineData(StorageOrder.ByPost, 1)]
    [InlineData(StorageOrder.ByPost, 3)]
    [InlineData(StorageOrder.ByPre, 3)]
    public void A_bitmap_holds_the_synapses_of_lists(StorageOrder pattern, int threads)
    {
        var ends = new ProjectionEnds(900, 1300, [.. Enumerable.Range(100, 700)], [.. Enumerable.Range(37, 1200).Where(r => r % 7 != 0)]);
        var key = new Annarchy.Randomness.RandomKey(5, 0, 0);
        var connections = new FixedNumberPattern(ends, pattern, 200, true, key);
        BuiltSynapses Build(StorageFormat format) => new ConnectionPlan(
            ends, connections, new ConstantValues(0.5), new ConstantValues(2.0),
            Options(StorageOrder.ByPre, format, singleWeight: true, threads: threads) with { IsPlain = true }).Build();

        var (lists, bits) = (Build(StorageFormat.Sparse), Build(StorageFormat.Automatic));
        using var sparse = lists.Connectivity;
        using var bitmap = Assert.IsType<BitmapConnectivity>(bits.Connectivity);
        using var back = bitmap.ToSparse();

        var expected = Read(lists);
        Assert.Equal(expected, Read(bits));
        Assert.Equal(expected, Read(bits with { Connectivity = back }));
        Assert.Equal(sparse.Count, bitmap.Count);
        Assert.Equal(sparse.PostRanks.Span.ToArray(), bitmap.PostRanks.Span.ToArray());
        Assert.True(bitmap.ByteCount < sparse.ByteCount);
    }

    [Theory]
    [InlineData(Precision.Single, 1)]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Single, 3)]
    [InlineData(Precision.Double, 3)]
    public void Spikes_are_counted_as_often_as_they_arrive(Precision precision, int threads)
    {
        // All of 1500 neurons may spike in one step, and sums of halves have no rounding.
        foreach (var drive in new[] { 0.1, 0.4, 1.5 })
        {
            var (lists, bits) = (Run(StorageFormat.Sparse, drive, precision, threads), Run(StorageFormat.Bitmap, drive, precision, threads));
            Assert.Contains(lists, v => v != 0.0);
            Assert.Equal(lists, bits);
        }
    }

    [Fact]
    public void Spikes_reach_the_neurons_of_a_view_only()
    {
        using var net = new Network(seed: 2);
        var pre = net.Create(new SpikeSourceArray([.. Enumerable.Repeat(new[] { 1.0 }, 300)]));
        var post = net.Create(1100, _neuron);
        var projection = net.Connect(pre.View(Enumerable.Range(0, 299)), post[530..1097], "exc").FixedProbability(0.5, 2.0).Store(StorageFormat.Bitmap);
        net.Simulate(3.0);
        var counts = new double[1100];
        foreach (var dendrite in projection)
            counts[dendrite.Rank] = 2.0 * dendrite.Size;
        Assert.Equal(counts, (double[])post["v"]);
        Assert.Equal(567, projection.Size);
        Assert.DoesNotContain(299, projection.PreRanks.SelectMany(r => r));
        Assert.Contains("bitmap", projection.StorageDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void Synapses_of_a_bitmap_can_be_created_and_pruned()
    {
        using var net = new Network(seed: 2);
        var pre = net.Create(new SpikeSourceArray([.. Enumerable.Repeat(new[] { 1.0, 5.0 }, 64)]));
        var post = net.Create(64, _neuron);
        var projection = net.Connect(pre, post, "exc").FixedProbability(0.5, 2.0).Store(StorageFormat.Bitmap);
        net.Simulate(3.0);
        double[] before = post["v"];
        var dendrite = projection.Dendrite(7);
        var absent = Enumerable.Range(0, 64).Except(dendrite.PreRanks).First();
        dendrite.CreateSynapse(absent, 2.0);
        dendrite.CreateSynapse(Enumerable.Range(0, 64).Except(dendrite.PreRanks).First(), 2.0);
        projection.Dendrite(9).PruneSynapse(projection.Dendrite(9).PreRanks[0]);
        net.Simulate(4.0);
        before[7] += 4.0;
        before[9] -= 2.0;
        Assert.Equal(before, (double[])post["v"]);
    }

    [Fact]
    public void Saved_synapses_of_a_bitmap_are_those_of_the_network_that_loads_them()
    {
        using var folder = new TemporaryFolder();
        var file = folder["net.npz"];
        using var first = Declare(StorageFormat.Bitmap, 0.3, Precision.Double, 1);
        first.Simulate(10.0);
        first.Save(file);
        first.Simulate(10.0);
        using var second = Declare(StorageFormat.Bitmap, 0.3, Precision.Double, 1);
        second.Load(file);
        second.Simulate(10.0);
        Assert.Equal((double[])first.Populations[0]["v"], (double[])second.Populations[0]["v"]);
    }

    [Fact]
    public void Only_plain_spiking_synapses_with_one_weight_and_delay_make_a_bitmap()
    {
        Action<Projection>[] impossible =
        [
            p => p.FixedProbability(0.5, new Uniform(0.0, 1.0)),
            p => p.FixedProbability(0.5, 1.0, delays: new Uniform(1.0, 5.0)),
            p => p.FixedProbability(0.5, 1.0, forceMultipleWeights: true),
        ];
        foreach (var connect in impossible)
        {
            using var net = new Network();
            var population = net.Create(40, _neuron);
            var projection = net.Connect(population, population, "exc", name: "loop").Store(StorageFormat.Bitmap);
            connect(projection);
            var refusal = Assert.Throws<ArgumentException>(net.Compile);
            Assert.Contains("loop", refusal.Message, StringComparison.Ordinal);
            projection.Store(StorageFormat.Automatic);
            net.Compile();
            Assert.Throws<InvalidOperationException>(() => projection.Store(StorageFormat.Sparse));
        }
    }

    private static double[] Run(StorageFormat storage, double drive, Precision precision, int threads)
    {
        using var net = Declare(storage, drive, precision, threads);
        net.Simulate(20.0);
        return net.Populations[0]["v"];
    }

    private static Network Declare(StorageFormat storage, double drive, Precision precision, int threads)
    {
        var net = new Network(seed: 3, precision: precision, threads: threads);
        var population = net.Create(1500, _neuron);
        population["drive"] = new Uniform(0.5 * drive, drive);
        net.Connect(population, population, "exc").FixedProbability(0.2, 0.5, delays: 2.0).Store(storage);
        return net;
    }
}
