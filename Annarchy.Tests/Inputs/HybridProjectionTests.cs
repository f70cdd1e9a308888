namespace Annarchy.Tests;

public class HybridProjectionTests
{
    private static readonly Neuron Follower = new(equations: "v = g_exc", spike: "v > 1000.0", reset: "v = 0.0");

    [Fact]
    public void CurrentsAreInjected()
    {
        using var net = new Network();
        var inputs = net.Create(3, new Neuron(parameters: "a = 0.0", equations: "r = a + t"));
        inputs["a"] = [10.0, 20.0, 30.0];
        var pop = net.Create(3, Follower);
        var projection = net.Connect(new CurrentInjection(inputs, pop, "exc")).ConnectCurrent();
        var monitor = net.Monitor(pop, "v");
        net.Simulate(4.0);
        Assert.Same(projection, Assert.Single(net.Projections));
        Assert.Equal([0.0, 20.0, 21.0, 22.0], monitor.Get("v").Series(1));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void SpikesAreDecoded(Precision precision)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        double[][] times = [[1.0, 2.0, 6.0], [2.0, 2.5], []];
        var source = net.Create(new SpikeSourceArray(times));
        var pop = net.Create(2, new Neuron(equations: "r = sum(exc)"));
        net.Connect(new DecodingProjection(source, pop, "exc", window: 2.0)).AllToAll(weights: 0.5);
        var monitor = net.Monitor(pop, "r");
        net.Simulate(10.0);
        var rates = monitor.Get("r");
        for (var step = 0; step < 20; step++)
        {
            // Spikes reach the window a step after they were emitted.
            var spikes = times.Sum(t => t.Count(s => (s * 2) + 1 <= step && (s * 2) + 1 > step - 4));
            Assert.Equal(0.5 * spikes / 4.0 * 1000.0 / 0.5 / 3.0, rates[step, 1], 1e-4);
        }

        net.Reset();
        net.Step();
        Assert.Equal(0.0, pop[0]["r"]);
    }

    [Fact]
    public void WrongPairsAreNamed()
    {
        using var net = new Network();
        var rate = net.Create(new InputArray(2));
        var more = net.Create(3, Follower);
        var spiking = net.Create(2, Follower);
        var reader = net.Create(2, new Neuron(equations: "r = sum(exc)"));
        Assert.StartsWith("The currents of a CurrentInjection come from rate-coded neurons", Message(() => new CurrentInjection(spiking, spiking, "exc")), StringComparison.Ordinal);
        Assert.StartsWith("A CurrentInjection goes to spiking neurons", Message(() => new CurrentInjection(rate, reader, "exc")), StringComparison.Ordinal);
        Assert.StartsWith("A CurrentInjection connects as many neurons", Message(() => new CurrentInjection(rate, more, "exc")), StringComparison.Ordinal);
        Assert.StartsWith("A DecodingProjection decodes the spikes", Message(() => new DecodingProjection(rate, reader, "exc")), StringComparison.Ordinal);
        Assert.StartsWith("A DecodingProjection goes to rate-coded", Message(() => new DecodingProjection(spiking, spiking, "exc")), StringComparison.Ordinal);
        Assert.StartsWith("The window of a DecodingProjection", Message(() => new DecodingProjection(spiking, reader, "exc", window: 0.1)), StringComparison.Ordinal);
        Assert.StartsWith("The window of a DecodingProjection", Message(() => new DecodingProjection(spiking, reader, "exc", window: double.NaN)), StringComparison.Ordinal);
        var projection = net.Connect(new CurrentInjection(rate, spiking, "exc", name: "c")).ConnectCurrent();
        Assert.StartsWith("The projection 'c' is already part", Message(() => net.Connect(projection)), StringComparison.Ordinal);
        Assert.StartsWith("The network already has a projection 'c'", Message(() => net.Connect(new CurrentInjection(rate, spiking, "exc", name: "c"))), StringComparison.Ordinal);
        net.Connect(spiking, reader, "exc").AllToAll(1.0);
        Assert.Contains("rate-coded neurons do not receive spikes of spiking ones; use a DecodingProjection", Assert.Throws<InvalidOperationException>(net.Compile).Message, StringComparison.Ordinal);
    }

    private static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
