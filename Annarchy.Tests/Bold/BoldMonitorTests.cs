using Annarchy.Bold;

namespace Annarchy.Tests.Bold;

public class BoldMonitorTests
{
    /// <summary>Shows its input as it is.</summary>
    private static BoldModel Plain => new("", "BOLD = sum(I_CBF)", "I_CBF");

    private static Neuron Ramp => new(parameters: "slope = 1.0", equations: "x = t + 1\nr = slope * x");

    [Fact]
    public void Populations_count_by_size_unless_told()
    {
        using var net = new Network();
        var a = net.Create(3, Ramp);
        var b = net.Create((1, 1), Ramp);
        b["slope"] = 9.0;
        a["slope"] = new[] { 1.0, 2.0, 6.0 };
        var byNeuron = new BoldMonitor(net, [a, b], Plain, start: true);
        var scaled = new BoldMonitor(net, [a, b], Plain, scaleFactors: new[] { 2.0, -1.0 }, start: true);
        var other = new BoldMonitor(net, [a, b], Plain, new Dictionary<string, string> { ["I_CBF"] = "x" }, scaleFactors: 1.0, start: true);
        var part = new BoldMonitor(net, [a.View(0, 2)], Plain, start: true);
        net.Simulate(3.0);

        // A step sees the rates at the end of the one before; they were 0 at the start.
        Assert.Equal([0.0, 4.5, 9.0], byNeuron.Get().Series(0));
        Assert.Equal([0.0, -3.0, -6.0], scaled.Get().Series(0));
        Assert.Equal([0.0, 2.0, 4.0], other.Get().Series(0));
        Assert.Equal([0.0, 3.5, 7.0], part.Get().Series(0));
    }

    [Fact]
    public void A_baseline_is_measured_first_and_again_at_every_start()
    {
        using var net = new Network();
        var a = net.Create(2, Ramp);
        var b = net.Create(1, new Neuron(equations: "r = 2.0"));
        var bold = new BoldMonitor(net, [a, b], Plain, scaleFactors: 1.0, normalizeInput: new[] { 4.0, 0.0 });
        net.Simulate(10.0);
        Assert.Equal(0, bold.Get().Records);
        bold.Start();
        net.Simulate(6.0);

        // Rates of 10, 11, 12, 13 are the baseline of the first; the second counts as it is.
        Assert.Equal([2.0, 2.0, 2.0, 2.0], bold.Get(keep: true).Series(0)[..4]);
        Assert.Equal(2.0 + ((14.0 - 11.5) / (11.5 + 1e-7)), bold.Get(keep: true).Series(0)[4], 12);
        Assert.Equal([11.5, 0.0], bold.Inputs["baseline"]);
        bold.Stop();
        net.Simulate(100.0);
        Assert.Equal(6, bold.Get(keep: true).Records);
        bold.Start();
        net.Simulate(5.0);
        Assert.Equal([117.5, 0.0], bold.Inputs["baseline"]);
        Assert.Equal(2.0 + ((120.0 - 117.5) / (117.5 + 1e-7)), bold.Get().Series(0)[^1], 12);
    }

    [Fact]
    public void Spiking_neurons_give_their_rates_or_any_variable()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(new SpikeSourceArray([[10.0, 20.0], [15.0], []]));
        var neuron = net.Create(2, new Neuron(equations: "v += 1.0", spike: "v > 3.5", reset: "v = 0"));
        pop.ComputeFiringRate(50.0);
        var rate = new BoldMonitor(net, [pop], Plain, start: true);
        var potential = new BoldMonitor(net, [neuron], Plain, new Dictionary<string, string> { ["I_CBF"] = "v" }, start: true);
        net.Simulate(30.0);
        Assert.Equal(1000.0 * 3 / 50.0 / 3, rate.Get().Series(0)[^1], 12);
        Assert.Equal([0.0, 1.0, 2.0, 3.0, 0.0], potential.Get().Series(0)[..5]);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Goes_on_from_a_saved_state_and_begins_anew_after_a_reset(Precision precision)
    {
        var path = Path.GetTempFileName();
        using var net = Build(out var bold);
        net.Simulate(150.0);
        net.Save(path);
        var first = bold.Get().Series(0);
        net.Simulate(200.0);
        var expected = bold.Get().Series(0);

        using var other = Build(out var continued);
        other.Load(path);
        File.Delete(path);
        other.Simulate(200.0);
        Assert.Equal(expected, continued.Get().Series(0));

        net.Reset();
        net.Simulate(350.0);
        Assert.Equal(first.Concat(expected), bold.Get().Series(0));

        Network Build(out BoldMonitor monitor)
        {
            var network = new Network(precision: precision, seed: 4);
            var pop = network.Create(5, new Neuron(equations: "r = 0.5 + 0.3*sin(t/50.0) + Uniform(0.0, 0.1)"));
            monitor = new BoldMonitor(network, [pop], new balloon_RN(), normalizeInput: 200.0, start: true);
            return network;
        }
    }

    [Fact]
    public void Parameters_of_the_model_are_set_through_the_monitor()
    {
        using var net = new Network();
        var bold = new BoldMonitor(net, [net.Create(1, Ramp)], recordedVariables: ["v", "BOLD"], name: "region");
        bold["kappa"] = 0.5;
        Assert.Equal(0.5, (double)bold["kappa"]);
        Assert.Equal("balloon_RN", bold.Model.Name);
        Assert.Equal(["BOLD", "v"], bold.Monitor.Variables);
        Assert.False(bold.IsRunning);
        Assert.Equal("region", bold.Population.Name);
        Assert.Throws<KeyNotFoundException>(() => bold["capa"]);
        Assert.Equal("bold0", new BoldMonitor(net, [net.Populations[0]]).Name);
    }

    [Fact]
    public void Bad_input_is_refused_and_leaves_the_network_as_it_was()
    {
        using var net = new Network();
        using var foreign = new Network();
        var a = net.Create(2, new Neuron(parameters: "n = 1 : int", equations: "r = n"));
        var theirs = foreign.Create(2, Ramp);
        Refused<ArgumentException>("A BOLD monitor needs at least one population.", () => new BoldMonitor(net, []));
        Refused<ArgumentException>("pop0 belongs to another network.", () => new BoldMonitor(net, [a, theirs]));
        Refused<ArgumentException>("There are 1 populations but 2 numbers.", () => new BoldMonitor(net, [a], scaleFactors: new[] { 1.0, 2.0 }));
        Refused<ArgumentException>("There are 1 populations but 3 numbers.", () => new BoldMonitor(net, [a], normalizeInput: new[] { 1.0, 2.0, 3.0 }));
        Refused<ArgumentException>("A number is not finite.", () => new BoldMonitor(net, [a], scaleFactors: double.NaN));
        Refused<ArgumentOutOfRangeException>("A baseline is measured for a time of at least 0 ms.", () => new BoldMonitor(net, [a], normalizeInput: -1.0));
        Refused<ArgumentException>("balloon_RN has no variable 'speed'.", () => new BoldMonitor(net, [a], recordedVariables: "speed"));
        Refused<ArgumentException>(
            "balloon_RN has no input 'I_CMRO2'. It has: I_CBF.", () => new BoldMonitor(net, [a], mapping: new Dictionary<string, string> { ["I_CMRO2"] = "r" }));
        Refused<ArgumentException>("At least one input of balloon_RN is to be mapped", () => new BoldMonitor(net, [a], mapping: new Dictionary<string, string>()));
        Refused<KeyNotFoundException>(
            "Population 'pop0' has no attribute 'syn'.", () => new BoldMonitor(net, [a], mapping: new Dictionary<string, string> { ["I_CBF"] = "syn" }));
        Refused<InvalidOperationException>(string.Empty, () => new BoldMonitor(net, [a], mapping: new Dictionary<string, string> { ["I_CBF"] = "n" }));
        Refused<ArgumentException>("The network already has a population 'pop0'", () => new BoldMonitor(net, [a], name: "pop0"));
        Refused<EquationException>(
            "Unknown name 'taw'.", () => new BoldMonitor(net, [a], new BoldModel("", "BOLD = sum(I_CBF) + taw", "I_CBF")));
        net.Compile();
        Refused<InvalidOperationException>("The network is compiled", () => new BoldMonitor(net, [a]));
        Assert.Empty(net.Projections);
        Assert.Empty(net.Monitors);
        Assert.Single(net.Populations);

        static void Refused<T>(string message, Func<object> make)
            where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(make).Message, StringComparison.Ordinal);
    }
}
