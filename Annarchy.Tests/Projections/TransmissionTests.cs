namespace Annarchy.Tests.Projections;

public class TransmissionTests
{
    private static Neuron Source => new(equations: "r = t + 1");

    private static Neuron Input => new(parameters: "r = 0.0");

    private static Neuron Sum => new(equations: "r = sum(exc)");

    private static Neuron Counter => new(equations: "v = v + g_exc", spike: "v > 1e9", reset: "v = 0");

    [Theory]
    [InlineData(Precision.Double, StorageFormat.Dense)]
    [InlineData(Precision.Double, StorageFormat.Sparse)]
    [InlineData(Precision.Single, StorageFormat.Dense)]
    [InlineData(Precision.Single, StorageFormat.Sparse)]
    public void A_uniform_delay_reads_the_rate_that_many_steps_ago(Precision precision, StorageFormat storage)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        var pre = net.Create(3, Source);
        var post = net.Create(2, Sum);
        net.Connect(pre, post, "exc").AllToAll(2.0, delays: 2.0, storage: storage);
        net.Compile();
        for (var step = 0; step < 12; step++)
        {
            net.Step();
            // Emitted at the end of step s - 4: r = 0.5 (s - 4) + 1, three neurons, weight 2.
            Assert.All((double[])post["r"], r => Assert.Equal(step < 4 ? 0.0 : 6.0 * ((0.5 * (step - 4)) + 1.0), r));
        }
    }

    [Fact]
    public void Delays_of_single_synapses_read_their_own_past()
    {
        using var net = new Network();
        var pre = net.Create(2, Source);
        var post = net.Create(2, Sum);
        net.Connect(pre, post, "exc").FromList([(0, 0, 1.0, 1.0), (0, 1, 10.0, 4.0), (1, 1, 100.0, 7.4)]);
        net.Compile();
        for (var step = 0; step < 20; step++)
        {
            net.Step();
            Assert.Equal(Past(step, 1) + (10.0 * Past(step, 4)), post[0]["r"]);
            Assert.Equal(100.0 * Past(step, 7), post[1]["r"]);
        }

        static double Past(int step, int delay) => step < delay ? 0.0 : step - delay + 1.0;
    }

    [Fact]
    public void Before_the_first_step_rates_were_what_they_are_at_the_start()
    {
        using var net = new Network();
        var pre = net.Create(1, Input);
        var post = net.Create(2, Sum);
        pre["r"] = 1.0;
        net.Connect(pre, post, "exc").FromList([(0, 0, 1.0, 1.0), (1, 0, 1.0, 3.0)]);
        var rates = new List<double[]>();
        for (var step = 0; step < 4; step++)
        {
            net.Step();
            rates.Add(post["r"]);
        }

        Assert.Equal([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]], rates);
        pre["r"] = 2.0;
        net.Simulate(2.0);
        Assert.Equal([2.0, 1.0], (double[])post["r"]);
        net.Reset();
        net.Step();
        Assert.Equal([1.0, 1.0], (double[])post["r"]);
    }

    [Fact]
    public void Several_projections_and_targets_add_up()
    {
        using var net = new Network();
        var pre = net.Create(2, Input);
        var post = net.Create(2, new Neuron(equations: "r = sum(a) - sum(b)\ntotal = sum()"));
        pre["r"] = new[] { 1.0, 10.0 };
        net.Connect(pre, post, "a").AllToAll(1.0);
        net.Connect(pre, post, "a").OneToOne(3.0);
        net.Connect(pre, post, ["a", "b"]).FromList([(1, 0, 0.5)]);
        net.Step();
        Assert.Equal([14.0, 41.0], (double[])post["r"]);
        Assert.Equal([14.0, 42.0], (double[])post["total"]);
        net.Step();
        Assert.Equal([14.0, 41.0], (double[])post["r"]);
    }

    [Theory]
    [InlineData(StorageFormat.Dense)]
    [InlineData(StorageFormat.Sparse)]
    public void Self_connections_are_left_out_whatever_the_storage(StorageFormat storage)
    {
        foreach (var multiple in new[] { true, false })
        {
            using var net = new Network();
            var pop = net.Create(5, new Neuron(parameters: "r = 0.0", equations: "s = sum(exc)"));
            pop["r"] = new[] { 1.0, 2.0, 4.0, 8.0, 16.0 };
            net.Connect(pop, pop, "exc").AllToAll(2.0, forceMultipleWeights: multiple, storage: storage);
            net.Step();
            Assert.Equal([60.0, 58.0, 54.0, 46.0, 30.0], (double[])pop["s"]);
        }
    }

    [Fact]
    public void Views_transmit_between_their_neurons_only()
    {
        foreach (var multiple in new[] { true, false })
        {
            foreach (var preRanks in new[] { new[] { 1, 3, 4 }, [16, 17, 18] })
            {
                using var net = new Network();
                var pre = net.Create(20, Input);
                var post = net.Create(6, Sum);
                pre["r"] = Enumerable.Range(0, 20).Select(i => (double)i).ToArray();
                net.Connect(pre.View(preRanks), post.View(0, 5), "exc").AllToAll(0.5, forceMultipleWeights: multiple);
                net.Step();
                var expected = 0.5 * preRanks.Sum();
                Assert.Equal([expected, 0.0, 0.0, 0.0, 0.0, expected], (double[])post["r"]);
            }
        }
    }

    [Theory]
    [InlineData(1.0, Precision.Double)]
    [InlineData(4.0, Precision.Double)]
    [InlineData(1.0, Precision.Single)]
    public void Spikes_arrive_after_their_delay(double delay, Precision precision)
    {
        using var net = new Network(precision: precision);
        var source = net.Create(new SpikeSourceArray([[2.0, 5.0], [3.0]]));
        var post = net.Create(2, Counter);
        net.Connect(source, post, "exc").FromList([(0, 0, 1.0), (0, 1, 10.0), (1, 1, 100.0)], delays: delay);
        net.Compile();
        for (var step = 0; step < 12; step++)
        {
            net.Step();
            var arrived0 = (step >= 2 + delay ? 1 : 0) + (step >= 5 + delay ? 1 : 0);
            var arrived1 = step >= 3 + delay ? 1 : 0;
            Assert.Equal(arrived0 + (10.0 * arrived1), post[0]["v"]);
            Assert.Equal(100.0 * arrived1, post[1]["v"]);
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Spikes_through_synapses_with_their_own_delays_arrive_when_due(Precision precision)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        var source = net.Create(new SpikeSourceArray([[1.0, 2.0, 6.5], [1.5, 2.0]]));
        var post = net.Create(3, Counter);
        (int Post, int Pre, double Weight, double Delay)[] synapses =
            [(0, 0, 1.0, 0.5), (0, 1, 10.0, 3.0), (1, 0, 100.0, 1.0), (2, 1, 1000.0, 0.0), (2, 0, 10000.0, 3.0)];
        net.Connect(source, post, "exc").FromList(synapses);
        double[][] times = [[1.0, 2.0, 6.5], [1.5, 2.0]];
        net.Compile();
        for (var step = 0; step < 30; step++)
        {
            net.Step();
            var expected = new double[3];
            foreach (var (to, from, weight, delay) in synapses)
                expected[to] += weight * times[from].Count(time => (time / 0.5) + Math.Max(1.0, delay / 0.5) <= step);
            Assert.Equal(expected, (double[])post["v"]);
        }
    }

    [Fact]
    public void Dense_spikes_equal_sparse_ones()
    {
        double[][] times = [[1, 2, 3], [2], [2, 3], [5]];
        foreach (var single in new[] { true, false })
        {
            var results = new List<double[]>();
            foreach (var storage in new[] { StorageFormat.Dense, StorageFormat.Sparse })
            {
                using var net = new Network(seed: 3);
                var source = net.Create(new SpikeSourceArray(times));
                var post = net.Create(17, Counter);
                Values weights = single ? 0.25 : new Uniform(0.0, 1.0);
                net.Connect(source, post, "exc").AllToAll(weights, storage: storage);
                net.Connect(source, post.View(3, 5, 16), "exc").AllToAll(weights, storage: storage);
                net.Simulate(10.0);
                results.Add(post["v"]);
            }

            for (var i = 0; i < 17; i++)
                Assert.Equal(results[0][i], results[1][i], 12);
        }
    }

    [Fact]
    public void Multiple_targets_share_one_weight()
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[0.0]]));
        var post = net.Create(1, new Neuron(equations: "a = a + g_ampa\nn = n + g_nmda", spike: "a > 1e9", reset: "a = 0"));
        var projection = net.Connect(source, post, ["ampa", "nmda"]).AllToAll(1.5);
        net.Simulate(3.0);
        Assert.Equal(1.5, post[0]["a"]);
        Assert.Equal(1.5, post[0]["n"]);
        Assert.Equal(["ampa", "nmda"], projection.Targets);
    }

    [Fact]
    public void Without_transmission_nothing_arrives()
    {
        using var net = new Network();
        var pre = net.Create(1, Input);
        var post = net.Create(1, Sum);
        pre["r"] = 1.0;
        var projection = net.Connect(pre, post, "exc").AllToAll(1.0);
        net.Step();
        Assert.Equal(1.0, post[0]["r"]);
        projection.Transmission = false;
        net.Step();
        Assert.Equal(0.0, post[0]["r"]);
        projection.Transmission = true;
        net.Step();
        Assert.Equal(1.0, post[0]["r"]);
    }

    [Fact]
    public void A_reset_forgets_what_is_under_way()
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[0.0]]));
        var post = net.Create(1, Counter);
        net.Connect(source, post, "exc").FromList([(0, 0, 1.0, 8.0)]);
        net.Connect(source, post, "exc").FromList([(0, 0, 1.0)], delays: 8.0);
        net.Simulate(5.0);
        net.Reset();
        net.Simulate(8.0);
        Assert.Equal(0.0, post[0]["v"]);
        net.Simulate(1.0);
        Assert.Equal(2.0, post[0]["v"]);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var net = new Network(seed: 1);
        var rates = net.Create(50, Source);
        var sums = net.Create(50, Sum);
        var source = net.Create(new SpikeSourceArray([[1, 3, 5, 6, 7, 8], [2, 4, 6, 8]]));
        var post = net.Create(50, Counter);
        net.Connect(rates, sums, "exc").FixedProbability(0.5, new Uniform(0, 1), delays: new Uniform(1, 5));
        net.Connect(rates, sums, "exc").AllToAll(1.0, delays: 3.0);
        net.Connect(source, post, "exc").AllToAll(1.0, delays: new Uniform(1, 5));
        net.Connect(source, post, "exc").AllToAll(new Uniform(0, 1));
        net.Simulate(5.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        net.Simulate(100.0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
