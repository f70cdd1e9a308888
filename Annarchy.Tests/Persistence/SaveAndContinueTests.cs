namespace Annarchy.Tests;

public class SaveAndContinueTests
{
    [Fact]
    public void RecordsMayBeOlderThanThoseBeforeThem()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network(seed: 1);
        var monitor = net.Monitor(net.Create(3, Lif), ["spike", "v"]);
        net.Simulate(50.0);
        net.Time = 10.0;
        net.Simulate(50.0);
        net.Save(folder["s.npz"], monitors: true);
        var (spikes, windows) = (monitor.Spikes(keep: true), monitor.Times("v").ToArray());
        Assert.NotEmpty(spikes);
        net.Simulate(20.0);
        net.Load(folder["s.npz"]);
        Assert.Equal(windows, monitor.Times("v"));
        Assert.Equal(spikes, monitor.Spikes());
    }

    [Fact]
    public void InputsMustHaveThePatternsOfTheSavedOnes()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network();
        var input = net.Create(new TimedArray(new double[,] { { 1 }, { 2 }, { 3 } }));
        net.Step();
        net.Save(folder["s.npz"]);
        input.Update(new double[,] { { 1 }, { 5 }, { 3 } }, reset: false);
        var e = Assert.Throws<InvalidDataException>(() => net.Load(folder["s.npz"]));
        Assert.Contains("other patterns, times or another period when it was saved", e.Message, StringComparison.Ordinal);
        input.Update(new double[,] { { 1 }, { 2 }, { 3 } });
        net.Load(folder["s.npz"]);
        net.Step();
        Assert.Equal(2.0, input["r"][0]);
    }

    private static readonly Func<Network, Network>[] Networks = [Rate, Spiking, MixedDelays, Inputs, Noise, OneNeuron, Learning, Timing];

    [Theory]
    [EveryNetwork]
    public void GoesOnAsIfItHadNotStopped(int network, KernelBackend backend, Precision precision)
    {
        using var folder = new TemporaryFolder();
        using var original = Networks[network](new Network(dt: 0.5, seed: 7, backend: backend, precision: precision));
        original.Simulate(37.5);
        original.Save(folder["state.npz"]);
        original.Simulate(30.0);

        // Another seed: what the file says counts, be it of numbers to come or of synapses drawn long ago.
        using var restored = Networks[network](new Network(dt: 0.5, seed: 8, backend: backend, precision: precision));
        restored.Load(folder["state.npz"]);
        Assert.Equal(75, restored.CurrentStep);
        restored.Simulate(30.0);
        AssertSame(original, restored);

        // Back to the saved state, in the middle of another run.
        original.Load(folder["state.npz"]);
        Assert.Equal(37.5, original.Time);
        original.Simulate(30.0);
        AssertSame(restored, original);
    }

    [Fact]
    public void SavingChangesNothingAndIsDeterministic()
    {
        using var folder = new TemporaryFolder();
        using var net = MixedDelays(new Network(seed: 3));
        net.Simulate(20.0);
        net.Save(folder["a.npz"]);
        net.Save(folder["b.npz"]);
        Assert.Equal(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
        net.Load(folder["a.npz"]);
        net.Save(folder["b.npz"]);
        Assert.Equal(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
        Assert.Equal(["a.npz", "b.npz"], folder.Files);
    }

    [Fact]
    public void ValuesAssignedAtRandomGoOnToo()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network(seed: 3);
        var pop = net.Create(5, new Neuron(parameters: "x = 0.0 : local", equations: "r = x"));
        pop["x"] = new Uniform(0, 1);
        net.Save(folder["a.npz"]);
        pop["x"] = new Uniform(0, 1);
        double[] expected = pop["x"];
        net.Load(folder["a.npz"]);
        Assert.NotEqual(expected, pop["x"].ToArray());
        pop["x"] = new Uniform(0, 1);
        Assert.Equal(expected, pop["x"].ToArray());
    }

    [Fact]
    public void SinglePopulationsAndProjectionsAreLoaded()
    {
        using var folder = new TemporaryFolder();
        using var a = Rate(new Network(seed: 1));
        a.Simulate(10.0);
        a.Populations[0].Save(folder["pop.npz"]);
        a.Projections[0].Save(folder["proj.npz"]);
        a.Save(folder["net.npz"]);

        using var b = Rate(new Network(seed: 2));
        b.Projections[0].Load(folder["proj.npz"]);
        b.Populations[0].Load(folder["pop.npz"]);
        Assert.Equal(a.Populations[0]["r"].ToArray(), b.Populations[0]["r"].ToArray());
        Assert.NotEqual(a.Populations[1]["r"].ToArray(), b.Populations[1]["r"].ToArray());
        Assert.Equal(a.Projections[0]["w"].ToArray(), b.Projections[0]["w"].ToArray());
        b.Populations[1].Load(folder["net.npz"]);
        Assert.Equal(a.Populations[1]["r"].ToArray(), b.Populations[1]["r"].ToArray());
        Assert.Equal(0, b.CurrentStep);
    }

    [Fact]
    public void RecordingsGoOn()
    {
        using var folder = new TemporaryFolder();
        using var a = Spiking(new Network(seed: 1));
        var (m, w) = Watch(a);
        a.Simulate(15.0);
        w.Pause();
        a.Simulate(10.0);
        w.Resume();
        a.Simulate(8.0);
        a.Save(folder["a.npz"], monitors: true);
        a.Simulate(21.0);

        using var b = Spiking(new Network(seed: 1));
        var (n, x) = Watch(b);
        b.Simulate(3.0);
        b.Load(folder["a.npz"]);
        b.Simulate(21.0);
        Assert.Equal(m.Times("v"), n.Times("v"));
        Assert.Equal(w.Times("w"), x.Times("w"));
        Assert.Equal(m.Get("v", keep: true).ToArray(), n.Get("v", keep: true).ToArray());
        Assert.NotEmpty(m.Spikes(keep: true));
        Assert.Equal(m.Spikes(keep: true), n.Spikes(keep: true));
        Assert.Equal(w.Get("w", keep: true).ToArray(), x.Get("w", keep: true).ToArray());

        static (Monitor, Monitor) Watch(Network net) => (
            net.Monitor(net.Populations[0], ["v", "spike"], period: 4.0, offset: 1.0), net.Monitor(net.Projections[1], "w", period: 5.0));
    }

    [Fact]
    public void CallbacksSaveCheckpoints()
    {
        using var folder = new TemporaryFolder();
        using var a = MixedDelays(new Network(seed: 1));
        a.Every(20.0, _ => a.Save(folder["checkpoint.npz"]), offset: 17.0);
        a.Simulate(50.0);
        using var b = MixedDelays(new Network(seed: 2));
        b.Load(folder["checkpoint.npz"]);
        Assert.Equal(37, b.CurrentStep);
        b.Simulate(13.0);
        AssertSame(a, b);
        a.Every(1.0, _ => a.Load(folder["checkpoint.npz"]), name: "loading");
        Assert.IsType<InvalidOperationException>(Assert.Throws<CallbackException>(() => a.Simulate(2.0)).InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CreatedAndPrunedSynapsesAreLoaded(long seed)
    {
        using var folder = new TemporaryFolder();
        using var a = Structural(1);
        a.Projections[0].StartPruning(period: 3.0);
        a.Projections[0].StartCreating(period: 2.0);
        a.Simulate(20.0);
        a.Save(folder["a.npz"]);
        using var b = Structural(seed);
        b.Load(folder["a.npz"]);
        AssertSame(a, b);
        a.Simulate(20.0);
        b.Simulate(20.0);
        AssertSame(a, b);
        a.Load(folder["a.npz"]);
        a.Simulate(20.0);
        AssertSame(b, a);

        static Network Structural(long seed)
        {
            var net = new Network(seed: seed);
            var (pre, post) = (net.Create(10, new Neuron(equations: "r = 0.5 + 0.5*sin(t*(1.0 + k))", parameters: "k = 0.0")), net.Create(6, new Neuron(equations: "r = sum(exc)")));
            pre["k"] = Enumerable.Range(0, 10).Select(i => 0.1 * i).ToArray();
            var synapse = new Synapse(
                equations: "age += 1.0\nw += 0.01*pre.r", pruning: "age > 5.0 and pre.r < 0.2", creating: "pre.r > 0.9 : w=0.75");
            net.Connect(pre, post, "exc", synapse).FixedNumberPre(5, weights: 0.5, forceMultipleWeights: true);
            return net;
        }
    }

    [Fact]
    public void ResetsBringLoadedSynapsesBack()
    {
        using var folder = new TemporaryFolder();
        using var a = MixedDelays(new Network(seed: 1));
        a.Save(folder["a.npz"]);
        using var b = MixedDelays(new Network(seed: 2));
        b.Load(folder["a.npz"]);
        b.Projections[0]["w"] = 5.0;
        b.Reset(synapses: true);
        Assert.Equal(a.Projections[0]["w"].ToArray(), b.Projections[0]["w"].ToArray());
    }

    [Fact]
    public void PartsAreLeftOut()
    {
        using var folder = new TemporaryFolder();
        using var a = Rate(new Network(seed: 1));
        a.Simulate(10.0);
        a.Save(folder["weights.npz"], populations: false);
        using var b = Rate(new Network(seed: 1));
        double[] r = b.Populations[0]["r"];
        b.Load(folder["weights.npz"]);
        Assert.Equal(r, b.Populations[0]["r"].ToArray());
        Assert.Equal(10, b.CurrentStep);
    }

    private static void AssertSame(Network expected, Network actual)
    {
        Assert.Equal(expected.CurrentStep, actual.CurrentStep);
        Assert.Equal(expected.Seed, actual.Seed);
        for (var i = 0; i < expected.Populations.Count; i++)
        {
            var (a, b) = (expected.Populations[i], actual.Populations[i]);
            foreach (var column in a.Columns.Columns)
                Assert.Equal(column.ToArray(), b.Columns[column.Name].ToArray());
        }

        for (var i = 0; i < expected.Projections.Count; i++)
        {
            Assert.Equal(expected.Projections[i].PreRanks, actual.Projections[i].PreRanks);
            foreach (var name in expected.Projections[i].Attributes)
                Assert.Equal(expected.Projections[i][name].ToArray(), actual.Projections[i][name].ToArray());
            Assert.Equal(expected.Projections[i].Delays.ToArray(), actual.Projections[i].Delays.ToArray());
        }
    }

    private static Neuron Lif => new(
        parameters: "tau = 10.0 : population\nI = 1.5",
        equations: "tau*dv/dt + v = I + g_exc + g_inh : init=0.2\ntau*dg_exc/dt = -g_exc\ntau*dg_inh/dt = -g_inh\nlevel = mean(v) : population",
        spike: "v > 1",
        reset: "v = 0",
        refractory: 3.0);

    private static Network Rate(Network net)
    {
        var neuron = new Neuron(parameters: "tau = 5.0 : population\nB = 1.0", equations: "tau*dr/dt + r = B + sum(exc) + 0.1 * mean(r)");
        var (a, b) = (net.Create((3, 4), neuron, "a"), net.Create(7, neuron, "b"));
        a["B"] = new Uniform(0.0, 1.0);
        net.Connect(a, b, "exc").AllToAll(weights: new Uniform(0.0, 0.1));
        net.Connect(b, a, "exc").FixedProbability(0.4, weights: 0.1, delays: 4.0);
        net.Connect(a, a, "exc").AllToAll(weights: new Normal(0.0, 0.01), delays: new Uniform(0.5, 6.0));
        return net;
    }

    private static Network Spiking(Network net)
    {
        var (a, b) = (net.Create(12, Lif, "a"), net.Create(9, Lif, "b"));
        a["I"] = new Uniform(1.2, 2.0);
        net.Connect(a, b, "exc").AllToAll(weights: 0.05, delays: 5.0);
        net.Connect(b, a, "inh").FixedProbability(0.5, weights: new Uniform(-0.1, 0.0), delays: 2.0);
        a.ComputeFiringRate(50.0);
        return net;
    }

    private static Network MixedDelays(Network net)
    {
        var (a, b) = (net.Create(20, Lif, "a"), net.Create(5, Lif, "b"));
        a["I"] = new Uniform(1.2, 2.0);
        net.Connect(a, b, "exc").FixedProbability(0.3, weights: new Uniform(0.0, 0.2), delays: new Uniform(1.0, 20.0));
        net.Connect(a[2..9], a, "exc").FixedNumberPre(3, weights: 0.1, delays: new Uniform(1.0, 20.0));
        return net;
    }

    private static Network Inputs(Network net)
    {
        var spikes = net.Create(new SpikeSourceArray([[1.0, 36.0, 38.0, 50.0], [], [2.0, 40.5, 41.0]]));
        var rates = net.Create(new TimedArray(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, schedule: 20.0, period: 55.0));
        var post = net.Create(3, Lif);
        net.Connect(spikes, post, "exc").OneToOne(weights: 0.5, delays: 3.0);
        net.Connect(rates, net.Create(2, new Neuron(equations: "r = sum(exc)")), "exc").OneToOne(weights: 1.0, delays: 2.0);
        net.Connect(net.Create(new TimedPoissonPopulation(4, rates: [100.0, 400.0], schedule: [0.0, 40.0])), post, "exc").AllToAll(weights: 0.01);
        net.Connect(net.Create(new HomogeneousCorrelatedSpikeTrains(4, [100.0, 300.0], [0.3], 10.0, [0.0, 45.0])), post, "inh").AllToAll(weights: -0.01);
        var decoded = net.Create(2, new Neuron(equations: "r = sum(exc)"));
        new DecodingProjection(spikes, decoded, "exc", window: 10.0).AllToAll(weights: 1.0, delays: new Uniform(1.0, 8.0));
        return net;
    }

    private static Network Noise(Network net)
    {
        net.Constant("level", 0.5);
        net.Create(30, new Neuron(equations: "dv/dt = -v + level * Normal(0, 1)\nu = Uniform(0, 1)\nr = u + v"));
        return net;
    }

    private static Network Learning(Network net)
    {
        var neuron = new Neuron(parameters: "tau = 5.0 : population\nB = 1.0", equations: "tau*dr/dt + r = B + sum(exc) : min=0.0");
        var (a, b) = (net.Create(6, neuron), net.Create(4, neuron));
        a["B"] = new Uniform(0.0, 1.0);
        net.Connect(a, b, "exc", new Oja(eta: 0.01)).AllToAll(weights: new Uniform(0.0, 0.1), delays: 3.0);
        var synapse = new Synapse(
            parameters: "eta = 0.001 : projection\nk = 2.0",
            equations: "theta = 0.9*theta + 0.1*post.r : postsynaptic\ndw/dt = eta*k*pre.r*(post.r - theta)*Uniform(0.0, 1.0) : min=0.0");
        var proj = net.Connect(b, a, "exc", synapse).FixedProbability(0.7, weights: 0.05, delays: new Uniform(0.5, 5.0), forceMultipleWeights: true);
        proj.EnableLearning(period: 2.0);
        return net;
    }

    private static Network Timing(Network net)
    {
        var (a, b) = (net.Create(8, Lif), net.Create(5, Lif));
        a["I"] = new Uniform(1.2, 2.0);
        net.Connect(a, b, "exc", new STDP()).AllToAll(weights: new Uniform(0.0, 0.1), delays: 4.0);
        net.Connect(a, b, "exc", new STDP()).FixedProbability(0.7, weights: new Uniform(0.0, 0.1), delays: new Uniform(0.5, 8.0));
        net.Connect(b, a, "inh", new STP()).AllToAll(weights: -0.05);
        return net;
    }

    private static Network OneNeuron(Network net)
    {
        var pop = net.Create(1, Lif);
        net.Connect(pop, pop, "exc").AllToAll(weights: 0.3, delays: 7.0, allowSelfConnections: true);
        return net;
    }

    private sealed class EveryNetworkAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from network in Enumerable.Range(0, Networks.Length)
            from backend in (KernelBackend[])[KernelBackend.Interpreter, KernelBackend.Emitted]
            from precision in Enum.GetValues<Precision>()
            select new object[] { network, backend, precision };
    }
}
