using Annarchy.Connectivity;

namespace Annarchy.Tests.Synapses;

/// <summary>
/// Synapses that learn from pairs of spikes, with post-synaptic ones put off, while synapses come and go: beside a plain list of synapses to
/// which everything is done at once.
/// </summary>
public class RewiredSTDPTests
{
    private const int Pre = 50;
    private const int Post = 60;
    private const int Steps = 300;
    private const double NewWeight = 0.4;
    private const double Threshold = 0.35;

    [Theory]
    [InlineData(2, false, 0.02, "post.total >= 0.0", 1)]
    [InlineData(2, false, 0.2, "post.total >= 0.0", 3)]
    [InlineData(1, false, 0.02, "w > 0.35", 2)]
    [InlineData(2, true, 0.02, "post.total >= 0.0", 1)]
    [InlineData(2, true, 0.1, "w > 0.35", 2)]
    public void Every_synapse_learns_from_the_spikes_of_its_life(int delay, bool differ, double probability, string pruning, int threads)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var network = Create(delay, differ, probability, pruning, threads);
        var projection = network.Projections[^1];
        var model = new SynapsesAtOnce(Trains(Pre, 1, 0.06), Trains(Post, 2, 0.2));
        foreach (var dendrite in projection)
        {
            foreach (var synapse in dendrite)
                model.Add(synapse.Pre, dendrite.Rank, synapse["w"], (int)synapse.Delay);
        }

        projection.StartCreating(10.0);
        var (born, gone) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            // Never in a step in which synapses are created, so that none comes back at once.
            if (step % 15 == 7)
                projection.StartPruning();
            else
                projection.StopPruning();
            network.Step();
            model.Step(step);
            Follow(step);
            if (step == 120)
            {
                network.Save(folder["state.npz"]);
                network.Dispose();
                network = Create(delay, differ, probability, pruning, threads);
                projection = network.Projections[^1];
                network.Load(folder["state.npz"]);
            }
            else if (step % 37 == 0)
            {
                ChangeByHand();
            }
        }

        Assert.True(Math.Min(born, gone) > 7500 * probability, $"{born} created, {gone} pruned");
        Assert.False(((SparseConnectivity)projection.Connectivity).Rows.IsSorted);
        AssertSame();
        projection.StopCreating();
        projection.StopPruning();
        for (var step = Steps; step < Steps + 10; step++)
            model.Step(step);
        network.Simulate(1100.0);
        Assert.True(((SparseConnectivity)projection.Connectivity).Rows.IsSorted);
        AssertSame();
        network.Dispose();

        // Who is connected can be read without showing the synapses what was put off.
        void Follow(int step)
        {
            var present = projection.PreRanks.SelectMany((ranks, post) => ranks.Select(pre => (pre, post))).ToHashSet();
            foreach (var pair in model.Pairs.Except(present).ToArray())
            {
                Assert.Equal(7, step % 15);
                if (pruning.StartsWith('w'))
                    Assert.True(model.WeightOf(pair) > Threshold - 1e-12);
                model.Remove(pair);
                gone++;
            }

            foreach (var (pre, post) in present.Except(model.Pairs).ToArray())
            {
                Assert.Equal(0, step % 10);
                model.Add(pre, post, NewWeight, delay);
                born++;
            }
        }

        void ChangeByHand()
        {
            var dendrite = projection.Dendrite(random.Next(Post))!;
            var pruned = dendrite.PreRanks[random.Next(dendrite.Size)];
            dendrite.PruneSynapse(pruned);
            model.Remove((pruned, dendrite.Rank));
            dendrite.CreateSynapse(pruned, 0.6, delay);
            model.Add(pruned, dendrite.Rank, 0.6, delay);
        }

        void AssertSame()
        {
            foreach (var dendrite in projection)
            {
                double[] weights = dendrite["w"], counts = dendrite["n"];
                for (var i = 0; i < dendrite.Size; i++)
                {
                    Assert.Equal(model.WeightOf((dendrite.PreRanks[i], dendrite.Rank)), weights[i], 12);
                    Assert.Equal(model.CountOf((dendrite.PreRanks[i], dendrite.Rank)), counts[i]);
                }
            }
        }
    }

    /// <summary>Spike times on the grid of 1 ms; post-synaptic neurons fire up to 30 times between two spikes of some inputs.</summary>
    private static double[][] Trains(int neurons, int seed, double highest)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, neurons).Select(i => Enumerable.Range(1, Steps - 2).Where(_ => random.NextDouble() < highest * i / neurons).Select(t => (double)t).ToArray())];
    }

    private static Network Create(int delay, bool differ, double probability, string pruning, int threads)
    {
        var network = new Network(dt: 1.0, seed: 3, threads: threads);
        var source = network.Create(new SpikeSourceArray(Trains(Pre, 1, 0.06)));
        var teacher = network.Create(new SpikeSourceArray(Trains(Post, 2, 0.2)));
        var cells = network.Create(Post, new Neuron(equations: "v = g_drive + 0.0 * g_exc\ntotal += g_exc", spike: "v > 0.5", reset: "v = 0"));
        network.Connect(teacher, cells, "drive").OneToOne(1.0);
        var synapse = new Synapse(
            parameters: "tau = 20.0 : projection\nA = 0.01 : projection",
            equations: "tau * dx/dt = -x : event-driven\ntau * dy/dt = -y : event-driven",
            preSpike: "g_target += w\nx += A\nw = clip(w + y, 0.0, 1.0)",
            postSpike: "y -= A\nw = clip(w + x, 0.0, 1.0)\nn += 1",
            creating: new Creating("post.total >= 0.0", proba: probability, w: NewWeight, d: delay),
            pruning: new Pruning(pruning, proba: probability));
        Values delays = differ ? new DiscreteUniform(1, 4) : delay;
        network.Connect(source, cells, "exc", synapse).FixedProbability(0.8, weights: new Uniform(0.3, 0.7), delays: delays);
        network.Compile();
        return network;
    }

    /// <summary>All synapses in one list, each brought up to date by every spike.</summary>
    private sealed class SynapsesAtOnce(double[][] inputs, double[][] teachers)
    {
        private readonly Dictionary<(int Pre, int Post), State> _synapses = [];
        private readonly HashSet<(int Step, int Pre, int Delay)> _underWay = [];

        public IEnumerable<(int Pre, int Post)> Pairs => _synapses.Keys;

        public double WeightOf((int Pre, int Post) pair) => _synapses[pair].Weight;

        public double CountOf((int Pre, int Post) pair) => _synapses[pair].Count;

        public void Add(int pre, int post, double weight, int delay) => _synapses.Add((pre, post), new State { Weight = weight, Delay = delay });

        public void Remove((int Pre, int Post) pair) => Assert.True(_synapses.Remove(pair));

        /// <summary>A spike is under way through the delays that the synapses of its neuron have in the step after it.</summary>
        public void Step(int step)
        {
            foreach (var ((pre, _), synapse) in _synapses)
            {
                if (inputs[pre].Contains(step - 1))
                    _underWay.Add((step - 1 + synapse.Delay, pre, synapse.Delay));
            }

            foreach (var ((pre, post), synapse) in _synapses)
            {
                if (_underWay.Contains((step, pre, synapse.Delay)))
                    synapse.Arrive(step);
                if (teachers[post].Contains(step - 1))
                    synapse.Learn(step);
            }
        }

        private sealed class State
        {
            private double _x, _y, _last = -10000.0;

            public required double Weight { get; set; }

            public required int Delay { get; init; }

            public double Count { get; private set; }

            public void Arrive(int step)
            {
                Decay(step - 1.0);
                _x += 0.01;
                Weight = Math.Clamp(Weight + _y, 0.0, 1.0);
                _last = step;
            }

            public void Learn(int step)
            {
                Decay(step);
                _y -= 0.01;
                Weight = Math.Clamp(Weight + _x, 0.0, 1.0);
                Count++;
                _last = step;
            }

            private void Decay(double until) => (_x, _y) = (_x * Math.Exp((_last - until) / 20.0), _y * Math.Exp((_last - until) / 20.0));
        }
    }
}
