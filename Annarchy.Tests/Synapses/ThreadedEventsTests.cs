namespace Annarchy.Tests.Synapses;

/// <summary>However many threads share what spikes do to synapses, everything has the same bits.</summary>
public class ThreadedEventsTests
{
    private const int Pre = 240;
    private const int Post = 300;

    private const string Pairs = """
        tau_pre * dx/dt = -x : event-driven
        tau_post * dy/dt = -y : event-driven
        """;

    private static readonly Dictionary<string, Func<Synapse>> _synapses = new()
    {
        ["STDP"] = () => new STDP(w_max: 0.5),
        ["triplets"] = () => new TripletSTDP(A2_plus: 1e-3, A3_plus: 1e-4, A2_minus: 1e-3, A3_minus: 1e-4),
        ["nearest neighbours"] = () => new Synapse(
            parameters: "tau = 10.0 : projection",
            preSpike: "g_target += w\nw = clip(w - 0.005 * exp((t_post - t) / tau), 0.0, 0.6) : unless_post",
            postSpike: "w = clip(w + 0.005 * exp((t_pre - t) / tau), 0.0, 0.6)"),
        ["clock-driven traces"] = () => new Synapse(
            parameters: "tau_pre = 10.0 : projection\ntau_post = 12.0 : projection",
            equations: "tau_pre * dx/dt = -x\ntau_post * dy/dt = -y",
            preSpike: "g_target += w\nx += 0.005\nw = clip(w - y, 0.0, 0.6)",
            postSpike: "y += 0.005\nw = clip(w + x, 0.0, 0.6)"),
        ["both kinds of equations"] = () => new Synapse(
            parameters: "tau_pre = 10.0 : projection\ntau_post = 12.0 : projection",
            equations: Pairs + "\n100.0 * dz/dt = y - z",
            preSpike: "g_target += w\nx += 0.005\nw = clip(w - y, 0.0, 0.6)",
            postSpike: "y += 0.005\nw = clip(w + x - 0.1 * z, 0.0, 0.6)"),
        ["random numbers"] = () => new Synapse(
            parameters: "tau = 10.0 : projection",
            equations: "tau * dx/dt = -x + Uniform(0.0, 0.1)",
            preSpike: "g_target += w * Uniform(0.0, 1.0)\nx += Normal(0.0, 0.1)",
            postSpike: "w = clip(w + Uniform(-0.1, 0.1) * x, 0.0, 0.6)"),
        ["post-synaptic spikes that read the neuron"] = () => new Synapse(
            parameters: "tau_pre = 10.0 : projection\ntau_post = 12.0 : projection",
            equations: Pairs,
            preSpike: "g_target += w\nx += 0.005",
            postSpike: "y += 0.05\nw = clip(w + x * post.drive, 0.0, 0.6)"),
        ["changes of the neuron"] = () => new Synapse(preSpike: "g_target += w\npost.arrived += 0.1 + w\nw = 0.99 * w"),
        ["fatigue"] = () => new Synapse(
            parameters: "tau = 50.0\ndec = 0.2",
            equations: "tau*dtrace/dt + trace = 1.0 : min=0.0, init=1.0",
            preSpike: "g_target += w*trace\ntrace -= dec"),
        ["short-term plasticity"] = () => new STP(),
        ["NMDA"] = () => new Synapse(
            parameters: "tau = 10.0", equations: "tau*dx/dt = -x\ntau*dg/dt = -g + x*(1 - g)", preSpike: "x += w", psp: "0.01 * g"),
        ["axonal spikes"] = () => new Synapse(preSpike: "g_target += w", preAxonSpike: "g_target += 2.0 * w\nw = 0.99 * w"),
    };

    private static readonly Dictionary<string, (Action<Projection> Connect, int[] Threads)> _connectors = new()
    {
        ["dense"] = (p => p.AllToAll(new Uniform(0.0, 0.1)), [2, 3, 5]),
        ["sparse"] = (p => p.FixedProbability(0.5, new Uniform(0.0, 0.1), delays: 3.0), [3]),
        ["own delays"] = (p => p.FixedProbability(0.5, new Uniform(0.0, 0.1), delays: new Uniform(1.0, 7.0)), [2]),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var synapse in _synapses.Keys)
        {
            foreach (var connector in _connectors.Keys)
                cases.Add(synapse, connector);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_number_of_threads_gives_the_same_bits(string synapse, string connector)
    {
        var alone = Run(synapse, connector, Precision.Double, threads: 1, KernelBackend.Default);
        Assert.All(alone.State.Where(s => s.Name is "w" or "v"), s => Assert.True(s.Numbers.Distinct().Count() > 10));
        foreach (var threads in _connectors[connector].Threads)
        {
            var shared = Run(synapse, connector, Precision.Double, threads, KernelBackend.Default);
            Assert.True(shared.WhenArriving > 30, $"Spikes that arrive were shared {shared.WhenArriving} times.");
            Assert.True(shared.WhenLearning > 30 || !HasPostSpikes(synapse), $"Post-synaptic spikes were shared {shared.WhenLearning} times.");
            AssertSame(alone, shared);
        }
    }

    [Theory]
    [InlineData("STDP", "own delays", Precision.Single)]
    [InlineData("random numbers", "dense", Precision.Single)]
    [InlineData("clock-driven traces", "sparse", Precision.Single)]
    public void So_it_does_in_single_precision_and_by_the_interpreter(string synapse, string connector, Precision precision)
    {
        foreach (var backend in new[] { KernelBackend.Emitted, KernelBackend.Interpreter })
        {
            var alone = Run(synapse, connector, precision, threads: 1, backend);
            AssertSame(alone, Run(synapse, connector, precision, threads: 3, backend));
        }
    }

    /// <summary>Postponed spikes act when their synapses are needed, in the stage of transmission.</summary>
    private static bool HasPostSpikes(string synapse) =>
        synapse is "nearest neighbours" or "clock-driven traces" or "both kinds of equations" or "random numbers" or "post-synaptic spikes that read the neuron";

    private static void AssertSame(Result expected, Result actual)
    {
        Assert.Equal(expected.State.Select(s => s.Name), actual.State.Select(s => s.Name));
        foreach (var (one, other) in expected.State.Zip(actual.State))
            Assert.Equal(one.Numbers, other.Numbers);
    }

    private static Result Run(string synapse, string connector, Precision precision, int threads, KernelBackend backend)
    {
        using var network = new Network(dt: 1.0, seed: 3, precision: precision, threads: threads, backend: backend);
        var pre = network.Create(Pre, new Neuron(
            parameters: "drive = 0.0", equations: "x += drive\ny += drive", spike: "x > 1", reset: "x -= 1", axonSpike: "y > 2", axonReset: "y -= 2"));
        var post = network.Create(Post, new Neuron(
            parameters: "drive = 0.0",
            equations: "arrived = 0.9 * arrived\n10.0 * dv/dt = drive - v + 0.002 * (g_exc + arrived)\n5.0 * dg_exc/dt = -g_exc",
            spike: "v > 1",
            reset: "v = 0"));
        pre["drive"] = new Uniform(0.02, 0.1);
        pre["x"] = new Uniform(0.0, 1.0);
        post["drive"] = new Uniform(1.1, 2.0);
        var model = _synapses[synapse]();
        var projection = network.Connect(pre, post, "exc", model);
        _connectors[connector].Connect(projection);
        var spikes = network.Monitor(post, ["spike"]);
        network.Compile();
        var start = new Mark(network);
        var arrived = new Mark(network) { Previous = start };
        var updated = new Mark(network);
        var learned = new Mark(network) { Previous = updated };
        network.Pipeline.Add(Stage.Input, start);
        network.Pipeline.Add(Stage.Transmission, arrived);
        network.Pipeline.Add(Stage.Spike, updated);
        network.Pipeline.Add(Stage.Plasticity, learned);
        network.Simulate(100.0);
        var state = projection.Attributes.Select(a => new Series(a, [.. projection.Rows(a).SelectMany(row => row)])).ToList();
        state.Add(new Series("v", post["v"]));
        state.Add(new Series("g", post["g_exc"]));
        state.Add(new Series("arrived", post["arrived"]));
        state.AddRange(spikes.Spikes().Select(s => new Series($"spikes of {s.Key}", [.. s.Value.Select(t => (double)t)])));
        return new Result(state, arrived.Since, learned.Since);
    }

    private sealed record Result(List<Series> State, long WhenArriving, long WhenLearning);

    private sealed record Series(string Name, double[] Numbers);

    /// <summary>Looks at a point of the step how many pieces of work the team has shared.</summary>
    private sealed class Mark(Network network) : ISystem
    {
        public string Name => "mark";

        public long Shared { get; private set; }

        /// <summary>How many it shared since another mark was passed, over all steps.</summary>
        public long Since { get; private set; }

        public Mark? Previous { get; init; }

        public void Update(in StepContext context)
        {
            Shared = network.Team.SharedCount;
            Since += Shared - (Previous?.Shared ?? Shared);
        }
    }
}
