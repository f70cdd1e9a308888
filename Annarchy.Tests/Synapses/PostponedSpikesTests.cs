namespace Annarchy.Tests.Synapses;

/// <summary>Rows long enough that post-synaptic spikes are put off until synapses are needed.</summary>
public class PostponedSpikesTests
{
    private const int Pre = 50;
    private const int Post = 60;

    /// <summary>Spike times on the grid of 1 ms; post-synaptic neurons fire up to 30 times between two spikes of some inputs.</summary>
    private static double[][] Trains(int neurons, int seed, double highest)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, neurons).Select(i => Enumerable.Range(1, 298).Where(_ => random.NextDouble() < highest * i / neurons).Select(t => (double)t).ToArray())];
    }

    private static (Network Network, Projection Projection) Create(Synapse synapse, StorageFormat storage, Values delays, int threads = 1)
    {
        var network = new Network(dt: 1.0, seed: 3, threads: threads);
        var source = network.Create(new SpikeSourceArray(Trains(Pre, 1, 0.06)));
        var teacher = network.Create(new SpikeSourceArray(Trains(Post, 2, 0.2)));
        var cells = network.Create(Post, new Neuron(equations: "v = g_drive + 0.0 * g_exc\ntotal += g_exc", spike: "v > 0.5", reset: "v = 0"));
        network.Connect(teacher, cells, "drive").OneToOne(1.0);
        var projection = network.Connect(source, cells, "exc", synapse);
        if (storage == StorageFormat.Sparse)
            projection.FixedProbability(0.9, weights: new Uniform(0.3, 0.7), delays: delays);
        else
            projection.AllToAll(weights: new Uniform(0.3, 0.7), delays: delays);
        network.Compile();
        return (network, projection);
    }

    /// <summary>All pairs of spikes, synapse by synapse: an arriving spike finds the traces of the step before.</summary>
    private static double Learned(double weight, double[] arrivals, double[] spikes)
    {
        var (x, y, last) = (0.0, 0.0, -10000.0);
        for (var t = 0.0; t < 300.0; t++)
        {
            if (arrivals.Contains(t))
            {
                x = (x * Math.Exp((last - t + 1.0) / 20.0)) + 0.01;
                y *= Math.Exp((last - t + 1.0) / 20.0);
                (weight, last) = (Math.Clamp(weight + y, 0.0, 1.0), t);
            }

            if (spikes.Contains(t))
            {
                x *= Math.Exp((last - t) / 20.0);
                y = (y * Math.Exp((last - t) / 20.0)) - 0.01;
                (weight, last) = (Math.Clamp(weight + x, 0.0, 1.0), t);
            }
        }

        return weight;
    }

    [Theory]
    [InlineData(StorageFormat.Automatic, 1.0, false)]
    [InlineData(StorageFormat.Automatic, 4.0, false)]
    [InlineData(StorageFormat.Sparse, 1.0, false)]
    [InlineData(StorageFormat.Sparse, 3.0, true)]
    public void Every_synapse_learns_from_all_pairs_of_spikes(StorageFormat storage, double delay, bool differ)
    {
        var (network, projection) = Create(new STDP(), storage, differ ? new Uniform(1.0, delay) : delay);
        using var owned = network;
        double[][] arrivals = Trains(Pre, 1, 0.06), spikes = Trains(Post, 2, 0.2);
        var (before, ranks) = (projection.Rows("w"), projection.PreRanks);
        Assert.Equal("PostponedSpikes", network.Pipeline[Stage.Plasticity].Single().GetType().Name);
        var delays = projection.Select(d => Enumerable.Range(0, d.Size).Select(i => differ ? d.Synapse(d.PreRanks[i])!.Delay : delay).ToArray()).ToArray();
        network.Simulate(300.0);
        var after = projection.Rows("w");
        for (var j = 0; j < Post; j++)
        {
            for (var i = 0; i < ranks[j].Length; i++)
            {
                var expected = Learned(before[j][i], [.. arrivals[ranks[j][i]].Select(t => t + delays[j][i])], [.. spikes[j].Select(t => t + 1.0)]);
                Assert.Equal(expected, after[j][i], 12);
            }
        }
    }

    /// <summary>Looking at the synapses in every step leaves nothing to postpone.</summary>
    [Theory]
    [InlineData(StorageFormat.Automatic, false)]
    [InlineData(StorageFormat.Sparse, false)]
    [InlineData(StorageFormat.Sparse, true)]
    public void Whatever_happens_between_steps_the_result_is_that_of_learning_at_once(StorageFormat storage, bool differ)
    {
        var results = new List<(double[][] Rows, double[] Total)>();
        foreach (var looks in new[] { 0, 1, 7 })
        {
            var synapse = new Synapse(
                parameters: "tau = 20.0 : projection\nA = 0.02 : projection",
                equations: "tau * dx/dt = -x : event-driven\ntau * dy/dt = -y : event-driven",
                preSpike: "g_target += w\nx += A\nw = clip(w + y, 0.0, 1.0)",
                postSpike: "y -= A\nw = clip(w + x + 0.001 * exp((t_post - t) / tau), 0.0, 1.0)\ncount += 1",
                pruning: "w < 0.2 : proba=0.1");
            var (network, projection) = Create(synapse, storage, differ ? new Uniform(1.0, 4.0) : 2.0);
            using var owned = network;
            for (var step = 0; step < 300; step++)
            {
                network.Step();
                if (looks > 0 && step % looks == 0)
                    _ = projection["count"];
                switch (step)
                {
                    case 40: projection["A"] = 0.03; break;
                    case 80: projection.Plasticity = false; break;
                    case 120: projection.Plasticity = true; break;
                    case 150: projection.Transmission = false; break;
                    case 170: projection.Transmission = true; break;
                    case 200: projection.Dendrite(7)["w"] = 0.4; break;
                    case 220 when storage == StorageFormat.Sparse: projection.StartPruning(10.0); break;
                    case 250 when storage == StorageFormat.Sparse: projection.Dendrite(3).PruneSynapse(projection.Dendrite(3).PreRanks[0]); break;
                    case 260: network.CurrentStep = 40; break;
                }
            }

            results.Add((projection.Rows("w"), cells(network)["total"]));
        }

        Assert.Equal(results[0].Rows, results[1].Rows);
        Assert.Equal(results[0].Rows, results[2].Rows);
        Assert.Equal(results[0].Total, results[1].Total);

        static Population cells(Network network) => network.Populations[2];
    }

    /// <summary>Conditions that spikes of post-synaptic neurons do not change are evaluated without showing the spikes to the synapses.</summary>
    [Theory]
    [InlineData(2.0, false, 0.02)]
    [InlineData(2.0, false, 0.2)]
    [InlineData(2.0, true, 0.02)]
    public void Synapses_that_come_and_go_learn_as_at_once(double delay, bool differ, double probability)
    {
        var results = new List<(double[][] Weights, double[][] Traces, int[][] PreRanks)>();
        foreach (var looks in new[] { false, true })
        {
            var synapse = new Synapse(
                parameters: "tau = 20.0 : projection",
                equations: "tau * dx/dt = -x : event-driven",
                preSpike: "g_target += w\nw = clip(w + 0.01 * x, 0.0, 1.0)",
                postSpike: "x += 1.0",
                creating: new Creating("post.total >= 0.0", proba: probability, w: 0.4),
                pruning: new Pruning("w > 0.35", proba: probability));
            var (network, projection) = Create(synapse, StorageFormat.Sparse, differ ? new Uniform(1.0, 4.0) : delay);
            using var owned = network;
            projection.StartCreating(10.0);
            projection.StartPruning(15.0);
            for (var step = 0; step < 300; step++)
            {
                if (looks)
                    _ = projection["x"];
                network.Step();
            }

            results.Add((projection.Rows("w"), projection.Rows("x"), [.. projection.PreRanks]));
        }

        Assert.Equal(results[0].PreRanks, results[1].PreRanks);
        Assert.Equal(results[0].Weights, results[1].Weights);
        Assert.Equal(results[0].Traces, results[1].Traces);
    }

    [Fact]
    public void Saved_and_reset_networks_go_on_as_if_nothing_had_been_postponed()
    {
        var (first, projection) = Create(new STDP(), StorageFormat.Automatic, 1.0);
        using var owned = first;
        first.Simulate(100.0);
        using var folder = new TemporaryFolder();
        var file = folder["state.npz"];
        first.Save(file);
        first.Simulate(150.0);
        var expected = projection.Rows("w");
        var (second, loaded) = Create(new STDP(), StorageFormat.Automatic, 1.0);
        using var other = second;
        second.Simulate(30.0);
        second.Load(file);
        second.Simulate(150.0);
        Assert.Equal(expected, loaded.Rows("w"));
        second.Reset(synapses: true);
        second.Simulate(250.0);
        Assert.Equal(expected, loaded.Rows("w"));
    }
}
