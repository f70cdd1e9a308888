namespace Annarchy.Tests.Projections;

public class PlasticityTests
{
    private static Neuron Input => new(parameters: "r = 0.0");

    private static Neuron Sum => new(equations: "r = sum(exc)");

    private static Neuron Spiking => new(equations: "v = v + g_exc", spike: "v > 2.5", reset: "v = 0");

    private static Synapse Oja => new(
        parameters: "eta = 0.1 : projection\ntau = 5.0 : postsynaptic",
        equations: "tau * dtheta/dt + theta = post.r^2 : postsynaptic\nw += eta * (pre.r * post.r - theta * w) : min=0.0\ncount += 1 : int");

    [Theory]
    [InlineData(StorageFormat.Dense, false)]
    [InlineData(StorageFormat.Sparse, false)]
    [InlineData(StorageFormat.Dense, true)]
    [InlineData(StorageFormat.Sparse, true)]
    public void Learning_is_what_the_equations_say_in_every_storage(StorageFormat storage, bool views)
    {
        double[] rates = [0.2, 0.9, 0.4, 0.7, 0.1];
        using var net = new Network(seed: 1);
        var (pre, post) = (net.Create(5, Input), net.Create(4, Sum));
        pre["r"] = rates;
        int[] preRanks = views ? [0, 2, 3] : [0, 1, 2, 3, 4];
        int[] postRanks = views ? [1, 3] : [0, 1, 2, 3];
        NeuronGroup from = views ? pre.View(preRanks) : pre;
        NeuronGroup to = views ? post.View(postRanks) : post;
        var start = new double[postRanks.Length, preRanks.Length];
        for (var i = 0; i < start.Length; i++)
            start[i / preRanks.Length, i % preRanks.Length] = 0.1 * (i + 1);
        var projection = net.Connect(from, to, "exc", Oja).AllToAll(start, storage: storage);
        net.Compile();
        var theta = new double[postRanks.Length];
        for (var step = 1; step <= 7; step++)
        {
            net.Step();
            for (var row = 0; row < postRanks.Length; row++)
            {
                var r = 0.0;
                for (var i = 0; i < preRanks.Length; i++)
                    r += start[row, i] * rates[preRanks[i]];
                Assert.Equal(r, post[postRanks[row]]["r"], 12);
                theta[row] += ((r * r) - theta[row]) / 5.0;
                for (var i = 0; i < preRanks.Length; i++)
                    start[row, i] = Math.Max(0.0, start[row, i] + (0.1 * ((rates[preRanks[i]] * r) - (theta[row] * start[row, i]))));
            }

            var rows = projection.Rows("w");
            for (var row = 0; row < postRanks.Length; row++)
            {
                for (var i = 0; i < preRanks.Length; i++)
                    Assert.Equal(start[row, i], rows[row][i], 12);
            }

            Assert.All((double[])projection["count"], n => Assert.Equal(step, n));
        }

        Assert.Equal(postRanks.Length, projection["theta"].Count);
        Assert.Equal(theta[1], projection.Dendrite(postRanks[1])["theta"].Scalar, 12);
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("mean")]
    public void Self_connections_take_no_part_in_any_operation(string operation)
    {
        var results = new List<double[]>();
        foreach (var explicitly in new[] { false, true })
        {
            using var net = new Network();
            var pop = net.Create(4, new Neuron(parameters: "r = 0.0", equations: "s = sum(exc)"));
            pop["r"] = new[] { 1.0, -2.0, 3.0, -4.0 };
            var projection = net.Connect(pop, pop, "exc", new Synapse(psp: "w * pre.r^3", operation: operation));
            if (explicitly)
                projection.FromFunction((pre, post) => pre == post ? null : 0.5);
            else
                projection.AllToAll(0.5);
            net.Step();
            results.Add(pop["s"]);
        }

        Assert.Equal(results[0], results[1]);
        var own = results[0][3] switch { var x when operation == "min" => x, var x => x };
        Assert.Equal(operation switch { "sum" => 10.0, "max" => 13.5, "min" => -4.0, _ => 10.0 / 3.0 }, own, 12);
    }

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(3.0, false)]
    [InlineData(0.0, true)]
    public void Spikes_act_on_synapses_when_they_arrive(double delay, bool single)
    {
        double[][] times = [[1.0, 4.0, 5.0], [2.0, 5.0]];
        double[,] delays = single ? new[,] { { 2.0, 1.0 }, { 1.0, 4.0 }, { 4.0, 2.0 } } : new double[,] { { delay, delay }, { delay, delay }, { delay, delay } };
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray(times));
        var post = net.Create(3, new Neuron(equations: "v = v + g_exc", spike: "v > 1e9", reset: "v = 0"));
        var facilitating = new Synapse(parameters: "gain = 2.0 : projection", equations: "x = x : init=1.0", preSpike: "g_target += w * x\nx *= gain");
        var projection = net.Connect(source, post, "exc", facilitating);
        if (single)
            projection.FromMatrix(new[,] { { 1.0, 10.0 }, { 2.0, 20.0 }, { 3.0, 30.0 } }, delays: delays);
        else
            projection.FromMatrix(new[,] { { 1.0, 10.0 }, { 2.0, 20.0 }, { 3.0, 30.0 } }, delays: delay);
        net.Compile();
        for (var step = 0; step < 15; step++)
        {
            net.Step();
            for (var to = 0; to < 3; to++)
            {
                var expected = 0.0;
                for (var from = 0; from < 2; from++)
                {
                    var arrived = times[from].Count(t => t + delays[to, from] <= step);
                    var weight = (to + 1.0) * (from == 0 ? 1.0 : 10.0);
                    expected += weight * (Math.Pow(2.0, arrived) - 1.0);
                    Assert.Equal(Math.Pow(2.0, arrived), projection.Synapse(from, to)!["x"]);
                }

                Assert.Equal(expected, post[to]["v"]);
            }
        }
    }

    [Fact]
    public void A_synapse_that_says_nothing_of_spikes_adds_its_weight()
    {
        foreach (var delay in new Values[] { 2.0, new Uniform(2.0, 2.001) })
        {
            using var net = new Network();
            var source = net.Create(new SpikeSourceArray([[1.0]]));
            var post = net.Create(2, new Neuron(equations: "v = v + g_exc", spike: "v > 1e9", reset: "v = 0"));
            var projection = net.Connect(source, post, "exc", new Synapse(equations: "n += 1.0")).AllToAll(1.5, delay);
            net.Simulate(5.0);
            Assert.Equal([1.5, 1.5], (double[])post["v"]);
            Assert.Equal([5.0, 5.0], (double[])projection["n"]);
        }
    }

    [Theory]
    [InlineData(StorageFormat.Dense)]
    [InlineData(StorageFormat.Sparse)]
    public void Post_synaptic_spikes_act_on_the_synapses_of_their_dendrite(StorageFormat storage)
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[0.0, 1.0, 2.0, 3.0], [2.0]]));
        var post = net.Create(3, Spiking);
        var synapse = new Synapse(preSpike: "g_target += w\nseen += 1.0", postSpike: "w += 0.25 * seen : max=2.0\nevents += 1.0");
        var projection = net.Connect(source, post.View(0, 2), "exc", synapse)
            .AllToAll(new[,] { { 1.0, 0.5 }, { 0.5, 0.0 } }, storage: storage);
        net.Simulate(4.0);

        // Neuron 0 gets 1, 1, 1.5 at steps 1 to 3 and spikes at the last; neuron 2 gets 0.5 each time and never does.
        Assert.Equal([[1.75, 0.75], [0.5, 0.0]], projection.Rows("w"));
        Assert.Equal([[1.0, 1.0], [0.0, 0.0]], projection.Rows("events"));
        Assert.Equal([[3.0, 1.0], [3.0, 1.0]], projection.Rows("seen"));
        Assert.Equal([0, 2], projection.PostRanks);
    }

    [Fact]
    public void Without_plasticity_only_the_weights_stand_still()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(2, Input), net.Create(2, Sum));
        pre["r"] = 1.0;
        var projection = net.Connect(pre, post, "exc", new Synapse(equations: "w += 1.0\ncount += 1.0")).AllToAll(0.0);
        net.Step();
        projection.Plasticity = false;
        net.Step();
        Assert.Equal([1.0, 1.0, 1.0, 1.0], (double[])projection["w"]);
        Assert.Equal([2.0, 2.0, 2.0, 2.0], (double[])projection["count"]);
        projection.EnableLearning(period: 3.0, offset: -1.0);
        net.Simulate(6.0);
        Assert.Equal(3.0, projection["w"][0]);
        projection.DisableLearning();
        net.Simulate(6.0);
        Assert.Equal(4.0, projection["count"][0]);
        Assert.Throws<ArgumentException>(() => projection.EnableLearning(offset: 1.0));
        Assert.Throws<ArgumentException>(() => projection.EnableLearning(period: 2.0, offset: 2.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.EnableLearning(period: 0.0));
    }

    [Fact]
    public void A_reset_brings_attributes_and_weights_back()
    {
        using var net = new Network(seed: 3);
        var (pre, post) = (net.Create(3, Input), net.Create(3, Sum));
        pre["r"] = 1.0;
        var projection = net.Connect(pre, post, "exc", Oja).AllToAll(new Uniform(0.2, 0.4));
        projection["eta"] = 0.05;
        net.Compile();
        double[] weights = projection["w"];
        net.Simulate(5.0);
        projection["eta"] = 0.5;
        projection["tau"] = new[] { 1.0, 2.0, 3.0 };
        Assert.NotEqual(weights, (double[])projection["w"]);
        net.Reset(projections: true);
        Assert.Equal(0.05, projection["eta"].Scalar);
        Assert.Equal([5.0, 5.0, 5.0], (double[])projection["tau"]);
        Assert.NotEqual(weights, (double[])projection["w"]);
        net.Reset(synapses: true);
        Assert.Equal(weights, (double[])projection["w"]);
    }

    [Fact]
    public void Draws_of_synapses_differ_and_depend_on_the_seed_alone()
    {
        double[] Run(long seed)
        {
            using var net = new Network(seed: seed);
            var (pre, post) = (net.Create(4, Input), net.Create(3, Sum));
            var projection = net.Connect(pre, post, "exc", new Synapse(equations: "w = Uniform(0.0, 1.0)")).AllToAll(0.0);
            net.Simulate(2.0);
            return projection["w"];
        }

        Assert.Equal(12, Run(1).Distinct().Count());
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void Operations_over_a_population_can_be_read()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(4, Input), net.Create(2, Sum));
        pre["r"] = new[] { 1.0, 2.0, 3.0, 6.0 };
        var projection = net.Connect(pre, post, "exc", new Synapse(equations: "w += pre.r - mean(pre.r)")).AllToAll(0.0);
        net.Simulate(2.0);
        Assert.Equal([-4.0, -2.0, 0.0, 6.0], projection.Rows("w")[1]);
    }

    [Fact]
    public void Models_that_wait_for_spikes_need_spiking_neurons()
    {
        using var net = new Network();
        var (rate, spiking) = (net.Create(2, Sum), net.Create(2, Spiking));
        Assert.Contains("rate-coded", Assert.Throws<ArgumentException>(() => net.Connect(rate, spiking, "exc", new Synapse(preSpike: "g_target += w"))).Message, StringComparison.Ordinal);
        Assert.Contains("rate-coded", Assert.Throws<ArgumentException>(() => net.Connect(spiking, rate, "exc", new Synapse(preSpike: "g_target += w"))).Message, StringComparison.Ordinal);
        Assert.Throws<EquationException>(() => net.Connect(rate, rate, "exc", new Synapse(equations: "w += pre.q")));
        Assert.Empty(net.Projections);
    }

    [Fact]
    public void A_step_of_learning_allocates_nothing()
    {
        using var net = new Network(seed: 1);
        var (pre, post) = (net.Create(20, Input), net.Create(20, Sum));
        net.Connect(pre, post, "exc", Oja).AllToAll(new Uniform(0, 1));
        net.Connect(pre, post, "exc", Oja).FixedProbability(0.3, new Uniform(0, 1), delays: new Uniform(1, 4));
        var source = net.Create(new SpikeSourceArray([[1, 3, 5, 6, 7, 8, 20, 30], [2, 4, 6, 8, 25, 35]]));
        var spiking = net.Create(20, Spiking);
        net.Connect(source, spiking, "exc", new STDP()).AllToAll(1.0);
        net.Connect(source, spiking, "exc", new STDP()).AllToAll(1.0, delays: new Uniform(1, 4));
        net.Simulate(15.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        net.Simulate(50.0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_saved_network_goes_on_with_events_under_way()
    {
        static Network Create()
        {
            var net = new Network(seed: 5);
            var source = net.Create(new SpikeSourceArray([[1, 3, 5, 6, 7, 8, 9, 20], [2, 4, 6, 8, 9]]));
            var post = net.Create(5, Spiking);
            net.Connect(source, post, "exc", new STDP(), name: "p").AllToAll(new Uniform(0.5, 1.0), delays: new Uniform(1, 7));
            return net;
        }

        var path = Path.Combine(Directory.CreateTempSubdirectory("annarchy-").FullName, "net.npz");
        using var straight = Create();
        straight.Simulate(10.0);
        straight.Save(path);
        straight.Simulate(20.0);
        using var resumed = Create();
        resumed.Load(path);
        resumed.Simulate(20.0);
        foreach (var attribute in straight.GetProjection("p").Attributes)
            Assert.Equal((double[])straight.GetProjection("p")[attribute], (double[])resumed.GetProjection("p")[attribute]);
        Assert.Equal((double[])straight.Populations[1]["v"], (double[])resumed.Populations[1]["v"]);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
