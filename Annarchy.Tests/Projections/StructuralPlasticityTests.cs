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

    /// <summary>Both conditions look at neurons of views, at values of dendrites and at the synapse itself, in whatever order they lie.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    public void Conditions_are_those_of_the_right_neurons_and_dendrites(double probability)
    {
        using var net = new Network(seed: 4);
        var pre = net.Create(90, new Neuron(parameters: "side = 0.0", equations: "v = 0", spike: "v > 1", reset: "v = 0"));
        var post = net.Create(80, new Neuron(parameters: "side = 0.0", equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0"));
        pre["side"] = Enumerable.Range(0, 90).Select(i => i % 3.0).ToArray();
        post["side"] = Enumerable.Range(0, 80).Select(i => i % 2.0).ToArray();
        var synapse = new Synapse(
            parameters: "open = 0.0 : postsynaptic\nmark = 7.0",
            preSpike: "g_target += w + 0 * mark",
            creating: new Creating("pre.side > 1.5 and post.side > 0.5 and open > 0.5", proba: probability, w: 2.0),
            pruning: new Pruning("mark < 5.0 and pre.side < 0.5 and post.side < 0.5 and open > 0.5", proba: probability));
        var projection = net.Connect(pre[10..70], post[20..80], "exc", synapse).FixedProbability(0.5, weights: 1.0);
        net.Compile();
        projection["open"] = projection.Select(d => d.Rank % 5 == 0 ? 0.0 : 1.0).ToArray();
        foreach (var dendrite in projection)
            dendrite["mark"] = dendrite.PreRanks.Select(rank => (double)((rank + dendrite.Rank) % 10)).ToArray();
        var before = projection.SelectMany(d => d.PreRanks.Select(rank => (Pre: rank, Post: d.Rank))).ToHashSet();
        projection.StartCreating();
        projection.StartPruning();
        net.Simulate(1000.0);
        var after = projection.SelectMany(d => d.PreRanks.Select(rank => (Pre: rank, Post: d.Rank))).ToHashSet();

        // After 1000 chances of 2 % at least, each of some 400 that may change has not with a probability of 2e-9.
        var mayCome = Enumerable.Range(10, 60).SelectMany(i => Enumerable.Range(20, 60).Select(j => (Pre: i, Post: j)))
            .Where(p => p.Pre % 3 == 2 && p.Post % 2 == 1 && p.Post % 5 != 0 && !before.Contains(p)).ToHashSet();
        var mayGo = before.Where(p => (p.Pre + p.Post) % 10 < 5 && p.Pre % 3 == 0 && p.Post % 2 == 0 && p.Post % 5 != 0).ToHashSet();
        Assert.True(mayCome.SetEquals(after.Except(before)));
        Assert.True(mayGo.SetEquals(before.Except(after)));
        foreach (var dendrite in projection)
        {
            foreach (var rank in dendrite.PreRanks)
            {
                var isOld = before.Contains((rank, dendrite.Rank));
                Assert.Equal(isOld ? 1.0 : 2.0, dendrite.Synapse(rank)!["w"]);
                Assert.Equal(isOld ? (rank + dendrite.Rank) % 10 : 7.0, dendrite.Synapse(rank)!["mark"]);
            }
        }
    }

    /// <summary>Enough spikes for threads to share them, before, while and after synapses come and go.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_change_nothing(bool learns)
    {
        var results = new List<(double[] V, int[][] Ranks, double[][] Weights)>();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var net = new Network(seed: 12, threads: threads);
            var pre = net.Create(new PoissonPopulation(200, rates: 200.0));
            var post = net.Create(300, new Neuron(equations: "v += g_exc", spike: "v > 1e9", reset: "v = 0"));
            var synapse = new Synapse(
                preSpike: learns ? "g_target += w\nw += 0.001" : null,
                creating: new Creating("post.v > -1.0", proba: 0.02, w: new Uniform(0.0, 1.0)),
                pruning: new Pruning("w > 0.1", proba: 0.03));
            var projection = net.Connect(pre, post, "exc", synapse).FixedProbability(0.3, weights: new Uniform(0.0, 1.0));
            net.Simulate(10.0);
            projection.StartCreating(5.0);
            projection.StartPruning(3.0);
            net.Simulate(30.0);
            projection.StopPruning();
            net.Simulate(10.0);
            projection.StopCreating();
            net.Simulate(1100.0);
            projection.StartPruning(2.0);
            net.Simulate(10.0);
            results.Add((post["v"], [.. projection.PreRanks], projection.Rows("w")));
        }

        foreach (var result in results[1..])
        {
            Assert.Equal(results[0].V, result.V);
            Assert.Equal(results[0].Ranks, result.Ranks);
            Assert.Equal(results[0].Weights, result.Weights);
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
    public void A_run_after_a_reset_is_the_same(bool spiking)
    {
        using var net = new Network(seed: 2);
        var (pre, post) = (net.Create(60, spiking ? Spiking : Input), net.Create(50, spiking ? Spiking : Sum));
        var synapse = new Synapse(
            parameters: "x = 1.0",
            creating: new Creating(spiking ? "post.v >= 0.0" : "post.r >= 0.0", proba: 0.01, w: new Uniform(0.0, 1.0)),
            pruning: new Pruning("x > 0.0", proba: 0.02));
        var projection = net.Connect(pre, post, "exc", synapse).FixedProbability(0.4, new Uniform(0.0, 1.0));
        net.Compile();
        projection.StartCreating();
        projection.StartPruning();
        net.Simulate(50.0);
        var (ranks, weights) = (projection.PreRanks, projection.Rows("w"));
        net.Reset(synapses: true);
        Assert.NotEqual(ranks, projection.PreRanks);
        net.Simulate(50.0);
        Assert.Equal(ranks, projection.PreRanks);
        Assert.Equal(weights, projection.Rows("w"));
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
