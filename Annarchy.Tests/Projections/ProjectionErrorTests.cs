namespace Annarchy.Tests.Projections;

public class ProjectionErrorTests
{
    private static Neuron Rate => new(parameters: "r = 0.0", equations: "s = sum(exc)");

    private static Neuron Spiking => new(equations: "v = g_exc + g_inh", spike: "v > 1", reset: "v = 0");

    [Fact]
    public void An_unknown_target_names_the_neurons_and_their_targets()
    {
        using var net = new Network();
        var rate = net.Create(2, Rate, name: "areaA");
        var spiking = net.Create(2, Spiking, name: "areaB");
        Says<ArgumentException>(() => net.Connect(rate, rate, "inh", name: "p"), "'p'", "areaA", "'inh'", "sum(inh)", "exc");
        Says<ArgumentException>(() => net.Connect(spiking, spiking, ["exc", "ampa"]), "areaB", "'ampa'", "g_ampa", "exc, inh");
        Assert.Empty(net.Projections);
    }

    [Fact]
    public void Connecting_never_or_twice_is_an_error_and_the_network_stays_usable()
    {
        using var net = new Network();
        var pop = net.Create(2, Rate);
        var projection = net.Connect(pop, pop, "exc", name: "loop");
        Says<InvalidOperationException>(net.Compile, "'loop'", "connector");
        projection.AllToAll(1.0);
        Says<InvalidOperationException>(() => projection.OneToOne(), "'loop'", "all to all");
        net.Compile();
        net.Step();
        Says<InvalidOperationException>(() => projection.OneToOne(), "'loop'", "compiled");
    }

    [Fact]
    public void Synaptic_values_do_not_exist_before_the_network_is_compiled()
    {
        using var net = new Network();
        var pop = net.Create(2, Rate);
        var projection = net.Connect(pop, pop, "exc", name: "loop").AllToAll(1.0);
        Says<InvalidOperationException>(() => _ = projection["w"], "'loop'", "compiled");
        Says<InvalidOperationException>(() => projection["w"] = 1.0, "'loop'");
        Says<InvalidOperationException>(() => _ = projection.Size, "'loop'");
        Says<InvalidOperationException>(() => _ = projection[0], "'loop'");
        Says<InvalidOperationException>(() => _ = projection.NbSynapses, "'loop'");
    }

    [Fact]
    public void Impossible_delays_weights_and_arguments_are_refused()
    {
        using var net = new Network();
        var pop = net.Create(4, Rate);
        var projection = net.Connect(pop, pop, "exc", name: "loop");
        Says<ArgumentException>(() => projection.AllToAll(1.0, delays: -1.0), "'loop'", "-1");
        Says<ArgumentException>(() => projection.AllToAll(1.0, delays: double.NaN), "'loop'");
        Says<ArgumentException>(() => projection.AllToAll(1.0, delays: new Uniform(-2.0, 5.0)), "'loop'", "negative");
        Says<ArgumentException>(() => projection.AllToAll(double.NaN), "'loop'");
        Says<ArgumentException>(() => projection.AllToAll(new[] { 1.0, 2.0 }), "'loop'", "(4, 4)");
        Says<ArgumentException>(() => projection.OneToOne(new[] { 1.0, 2.0 }), "'loop'", "4 pairs");
        Says<ArgumentException>(() => projection.FixedProbability(0.5, new[] { 1.0, 2.0 }), "'loop'");
        Says<ArgumentOutOfRangeException>(() => projection.FixedProbability(1.5, 1.0), "'loop'");
        Says<ArgumentOutOfRangeException>(() => projection.FixedProbability(double.NaN, 1.0), "'loop'");
        Says<ArgumentOutOfRangeException>(() => projection.FixedNumberPre(4, 1.0), "'loop'", "from 0 to 3");
        Says<ArgumentOutOfRangeException>(() => projection.FixedNumberPost(-1), "'loop'");
        Says<ArgumentOutOfRangeException>(() => projection.Gaussian(1.0, 0.0), "'loop'", "sigma");
        Says<ArgumentException>(() => projection.FromMatrix(new double[3, 4]), "'loop'", "(3, 4)", "(4, 4)");
        Says<ArgumentOutOfRangeException>(() => projection.FromList([(4, 0, 1.0)]), "'loop'", "post-synaptic rank 4");
        Says<ArgumentException>(() => projection.FromList([(1, 0, 1.0), (1, 0, 2.0)]), "'loop'", "more than once");
        Says<ArgumentException>(() => projection.FromList([(1, 0, 1.0, -0.5)]), "'loop'", "-0.5");
        Assert.False(projection.IsConnected);
        projection.AllToAll(1.0);
        net.Step();
    }

    [Fact]
    public void The_default_synapse_does_not_mix_spikes_and_rates()
    {
        using var net = new Network();
        var rate = net.Create(2, Rate);
        var spiking = net.Create(2, Spiking);
        net.Connect(spiking, rate, "exc", name: "mixed").AllToAll(1.0);
        Says<InvalidOperationException>(net.Compile, "'mixed'", "spiking", "rate-coded");
    }

    private static void Says<T>(Action action, params string[] parts)
        where T : Exception
    {
        var message = Assert.Throws<T>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
