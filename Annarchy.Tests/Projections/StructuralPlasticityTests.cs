namespace Annarchy.Tests.Projections;

public class StructuralPlasticityTests
{
    private static Neuron Input => new(parameters: "r = 0.0");

    private static Neuron Sum => new(equations: "r = sum(exc)");

    private static Neuron Spiking => new(equations: "v = v + g_exc", spike: "v > 1e9", reset: "v = 0");

    [Fact]
    public void Synapses_are_pruned_where_the_condition_holds_once_it_is_switched_on()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(4, Input), net.Create(3, Sum));
        pre["r"] = new[] { 0.1, 0.2, 0.3, 0.4 };
        var projection = net.Connect(pre, post, "exc", new Synapse(equations: "age += 1.0", pruning: "age > 4.0 and pre.r < 0.25"))
            .AllToAll(new double[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 } });
        net.Simulate(10.0);
        Assert.Equal(12, projection.NbSynapses);
        projection.StartPruning(period: 4.0);
        net.Simulate(2.0);
        Assert.Equal(12, projection.NbSynapses);
        var dendrite = projection.Dendrite(1);
        net.Simulate(2.0);
        Assert.Equal([[3.0, 4.0], [7.0, 8.0], [11.0, 12.0]], projection.Rows("w"));
        Assert.Equal([2, 3], dendrite.PreRanks);
        Assert.Equal([14.0, 14.0], (double[])dendrite["age"]);
        net.Step();
        Assert.Equal((7 * 0.3) + (8 * 0.4), post[1]["r"], 12);
        projection.StopPruning();
        Assert.False(projection.IsPruning);
        Assert.Throws<InvalidOperationException>(() => projection.StartCreating());
    }

    [Fact]
    public void Synapses_are_created_between_neurons_that_fulfil_the_condition()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(4, Input), net.Create(3, Input));
        pre["r"] = new[] { 0.1, 0.9, 0.8, 0.2 };
        post["r"] = new[] { 1.0, 0.0, 1.0 };
        var synapse = new Synapse(equations: "age += 1.0", creating: "pre.r * post.r > 0.5 : w=0.75", psp: "w * pre.r");
        var projection = net.Connect(pre, net.Create(3, new Neuron(parameters: "r = 0.0", equations: "s = sum(exc)")), "exc", synapse).FromList([(0, 1, 0.5), (1, 0, 0.5), (2, 3, 0.5)]);
        projection.Post["r"] = new[] { 1.0, 0.0, 1.0 };
        net.Compile();
        projection.StartCreating(period: 2.0);
        net.Simulate(3.0);
        Assert.Equal([[1, 2], [0], [1, 2, 3]], projection.PreRanks);
        Assert.Equal([[0.5, 0.75], [0.5], [0.75, 0.75, 0.5]], projection.Rows("w"));
        Assert.Equal([[3.0, 2.0], [3.0], [2.0, 2.0, 3.0]], projection.Rows("age"));
        net.Step();
        Assert.Equal((0.5 * 0.9) + (0.75 * 0.8), projection.Post["s"][0], 12);
    }

    /// <summary>Small probabilities, for which chance picks before the condition is looked at.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rare_changes_have_their_probability_and_keep_to_the_condition(bool spiking)
    {
        using var net = new Network(seed: 8);
        var pre = net.Create(200, spiking ? Spiking : Input);
        var post = net.Create(200, spiking
            ? new Neuron(parameters: "side = 0.0", equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0")
            : new Neuron(parameters: "side = 0.0", equations: "r = sum(exc)"));
        var synapse = new Synapse(
            parameters: "x = 1.0",
            preSpike: spiking ? "g_target += w" : null,
            creating: new Creating("post.side > 0.5", proba: 0.01, w: new Uniform(0.5, 1.0)),
            pruning: new Pruning("x > 0.5", proba: 0.02));
        var projection = net.Connect(pre, post, "exc", synapse).FixedProbability(0.5, weights: 0.1);
        net.Compile();
        post["side"] = Enumerable.Range(0, 200).Select(i => i % 2.0).ToArray();
        for (var dendrite = 0; dendrite < 100; dendrite++)
            projection.Dendrite(dendrite)["x"] = 0.0;
        var before = projection.Select(d => d.PreRanks.ToHashSet()).ToArray();
        projection.StartCreating();
        projection.StartPruning();
        net.Step();

        // 10 000 synapses of the upper half may go, each with 2 %; 10 000 pairs of odd neurons may be joined, each with 1 %. Six standard
        // deviations of 14 and 10, but for 4e-9 of the seeds.
        var after = projection.Select(d => d.PreRanks.ToHashSet()).ToArray();
        var gone = Enumerable.Range(0, 200).Select(i => before[i].Except(after[i]).Count()).ToArray();
        var born = Enumerable.Range(0, 200).Select(i => after[i].Except(before[i]).Count()).ToArray();
        Assert.InRange(gone.Sum(), 116, 284);
        Assert.InRange(born.Sum(), 40, 160);
        Assert.All(gone[..100], count => Assert.Equal(0, count));
        Assert.All(born.Where((_, i) => i % 2 == 0), count => Assert.Equal(0, count));
        foreach (var dendrite in projection)
        {
            foreach (var rank in dendrite.PreRanks)
            {
                var isOld = before[dendrite.Rank].Contains(rank);
                Assert.InRange(dendrite.Synapse(rank)!["w"], isOld ? 0.1 : 0.5, isOld ? 0.1 : 1.0);
            }
        }
    }

    [Fact]
    public void Chance_prunes_a_fraction()
    {
        using var net = new Network(seed: 6);
        var (pre, post) = (net.Create(100, Input), net.Create(100, Sum));
        var projection = net.Connect(pre, post, "exc", new Synapse(parameters: "x = 1.0", pruning: "x > 0.0 : proba=0.25")).AllToAll(1.0);
        net.Compile();
        projection.StartPruning();
        net.Step();

        // 10 000 synapses: 7500 stay, five standard deviations of 43, but for 6e-7 of the seeds.
        Assert.InRange(projection.NbSynapses, 7285, 7715);
        net.Step();
        Assert.InRange(projection.NbSynapses, 5350, 5900);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spikes_pass_through_synapses_that_come_and_go(bool delayed)
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[0, 2, 4, 6], [0, 2, 4, 6]]));
        var post = net.Create(3, Spiking);
        var plain = net.Connect(source, post, "exc");
        var counting = net.Connect(source, post, "exc", new Synapse(preSpike: "g_target += w\nn += 1.0"));
        foreach (var projection in new[] { plain, counting })
        {
            if (delayed)
                projection.FromList([(0, 0, 1.0, 1.0), (1, 0, 1.0, 2.0), (2, 1, 1.0, 1.0)]);
            else
                projection.FromList([(0, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0)]);
        }

        net.Simulate(2.0);
        Assert.Equal(delayed ? [2.0, 0.0, 2.0] : [2.0, 2.0, 2.0], (double[])post["v"]);
        foreach (var projection in new[] { plain, counting })
        {
            projection.Dendrite(2).CreateSynapse(0, 10.0, 1.0);
            projection.Dendrite(0).PruneSynapse(0);
            projection.Dendrite(0).CreateSynapses([1], 100.0);
            Assert.Equal([[1], [0], [0, 1]], projection.PreRanks);
        }

        net.Simulate(10.0);
        Assert.Equal([602.0, 8.0, 68.0], (double[])post["v"]);
        Assert.Equal([[3.0], [4.0], [3.0, 4.0]], counting.Rows("n"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reset_brings_synapses_back(bool spiking)
    {
        using var net = new Network(seed: 2);
        var (pre, post) = (net.Create(6, spiking ? Spiking : Input), net.Create(5, spiking ? Spiking : Sum));
        var projection = net.Connect(pre, post, "exc", new Synapse(equations: "age += 1.0")).FixedProbability(0.6, new Uniform(0, 1), delays: new Uniform(1, 4));
        net.Compile();
        var (ranks, weights, delays) = (projection.PreRanks, projection.Rows("w"), (double[])projection.Delays);
        net.Step();
        foreach (var dendrite in projection)
        {
            var present = dendrite.PreRanks;
            dendrite.PruneSynapse(present[0]);
            dendrite.CreateSynapse(Enumerable.Range(0, 6).First(r => !present.Contains(r)), 7.0, 1.0);
        }

        net.Reset(synapses: true);
        Assert.Equal(ranks, projection.PreRanks);
        Assert.Equal(weights, projection.Rows("w"));
        Assert.Equal(delays, (double[])projection.Delays);
        Assert.All((double[])projection["age"], age => Assert.Equal(0.0, age));
    }

    [Fact]
    public void Impossible_changes_are_refused()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(3, Input), net.Create(2, Sum));
        var sparse = net.Connect(pre, post, "exc").FromList([(0, 0, 1.0), (0, 1, 2.0)]);
        var single = net.Connect(pre, post, "exc").AllToAll(1.0, storage: StorageFormat.Sparse);
        var dense = net.Connect(pre, post, "exc").AllToAll(1.0);
        net.Compile();
        Assert.Throws<InvalidOperationException>(() => sparse.Dendrite(0).CreateSynapse(0));
        Assert.Throws<KeyNotFoundException>(() => sparse.Dendrite(0).PruneSynapse(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => sparse.Dendrite(0).CreateSynapse(3));
        Assert.Throws<ArgumentException>(() => sparse.Dendrite(0).CreateSynapse(2, 1.0, delay: 5.0));
        Assert.Throws<ArgumentException>(() => sparse.Dendrite(0).CreateSynapse(2, double.NaN));
        Assert.Throws<InvalidOperationException>(() => dense.Dendrite(0).PruneSynapse(0));
        single.Dendrite(0).PruneSynapse(1);
        Assert.Throws<ArgumentException>(() => single.Dendrite(0).CreateSynapse(1, 3.0));
        single.Dendrite(0).CreateSynapse(1, 1.0);
        Assert.Equal(6, single.NbSynapses);
        Assert.Equal([[1.0, 2.0]], sparse.Rows("w"));
    }
}
