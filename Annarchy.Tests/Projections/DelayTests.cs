namespace Annarchy.Tests.Projections;

public class DelayTests
{
    private static Neuron Source => new(equations: "r = t + 1");

    private static Neuron Sum => new(equations: "r = sum(exc)");

    private static Neuron Counter => new(equations: "v = v + g_exc", spike: "v > 1e9", reset: "v = 0");

    [Fact]
    public void A_uniform_delay_of_rates_can_be_changed()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(1, Source), net.Create(1, Sum));
        var plain = net.Connect(pre, post, "exc").AllToAll(1.0, delays: 2.0);
        var model = net.Connect(pre, post, "exc", new Synapse(psp: "10 * w * pre.r")).AllToAll(1.0, delays: 2.0);
        net.Simulate(20.0);
        Assert.Equal(11.0 * 18.0, post[0]["r"]);
        plain.Delays = 5.0;
        model.Delays = 7.4;
        net.Simulate(20.0);
        Assert.Equal(35.0 + (10.0 * 33.0), post[0]["r"]);
        plain.Delays = 1.0;
        net.Step();
        Assert.Equal(40.0 + (10.0 * 34.0), post[0]["r"]);
        Assert.Equal(1.0, plain.Delays.Scalar);
        Assert.Equal(7.0, model.Delays.Scalar);
    }

    [Fact]
    public void Delays_of_single_synapses_can_be_changed()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(2, Source), net.Create(2, Sum));
        var projection = net.Connect(pre, post, "exc").FromList([(0, 0, 1.0, 1.0), (0, 1, 100.0, 2.0), (1, 1, 1.0, 3.0)]);
        net.Simulate(10.0);
        projection.Delays = new[] { 2.0, 9.0, 4.0 };
        net.Simulate(20.0);
        Assert.Equal([28.0 + 2100.0, 26.0], (double[])post["r"]);
        Assert.Equal([2.0, 9.0, 4.0], (double[])projection.Delays);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Delays_of_spikes_can_be_changed(bool model)
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[0.0, 10.0], [0.0, 10.0]]));
        var post = net.Create(2, Counter);
        var synapse = model ? new Synapse(preSpike: "g_target += w\nn += 1.0") : null;
        var uniform = net.Connect(source, post, "exc", synapse).AllToAll(1.0, delays: 2.0);
        var own = net.Connect(source, post, "exc", synapse).FromList([(0, 0, 100.0, 1.0), (1, 0, 100.0, 3.0), (1, 1, 1000.0, 2.0)]);
        net.Simulate(5.0);
        Assert.Equal([102.0, 1102.0], (double[])post["v"]);
        uniform.Delays = 4.0;
        own.Delays = new[] { 8.0, 1.0, 3.0 };
        Assert.Equal([8.0, 1.0, 3.0], (double[])own.Delays);
        Assert.Equal([[100.0], [100.0, 1000.0]], own.Rows("w"));
        double[][] expected = [[102, 1102], [102, 1202], [102, 1202], [102, 2202], [104, 2204], [104, 2204], [104, 2204], [104, 2204], [204, 2204]];
        net.Simulate(5.0);
        foreach (var values in expected)
        {
            net.Step();
            Assert.Equal(values, (double[])post["v"]);
        }
    }

    [Fact]
    public void Impossible_delays_are_refused_afterwards_too()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(2, Source), net.Create(2, Sum));
        var none = net.Connect(pre, post, "exc").AllToAll(1.0);
        var own = net.Connect(pre, post, "exc").FromList([(0, 0, 1.0, 1.0), (0, 1, 100.0, 2.0)]);
        Assert.Throws<InvalidOperationException>(() => none.Delays = 2.0);
        net.Compile();
        Assert.Throws<InvalidOperationException>(() => none.Delays = 2.0);
        Assert.Throws<InvalidOperationException>(() => none.Delays = new[] { 1.0, 2.0, 3.0, 4.0 });
        Assert.Throws<ArgumentException>(() => own.Delays = new[] { 1.0 });
        Assert.Throws<ArgumentException>(() => own.Delays = new[] { 1.0, -2.0 });
        Assert.Throws<ArgumentException>(() => own.Delays = new[] { 1.0, double.NaN });
        Assert.Equal([1.0, 2.0], (double[])own.Delays);
    }

    [Fact]
    public void Functions_of_a_model_are_callable_on_arrays()
    {
        using var net = new Network();
        net.Constant("gain", 2.0);
        var pop = net.Create(2, new Neuron(equations: "r = transfer(sum(exc))", functions: "transfer(x) = gain * x^2"));
        var bcm = new Synapse(
            equations: "w += 0.01 * BCMRule(pre.r, post.r, 1.0)", functions: "BCMRule(pre, post, theta) = post * (post - theta) * pre");
        var projection = net.Connect(pop, pop, "exc", bcm);
        Assert.Equal([0.0, -1.0, 6.0], projection.Function("BCMRule")([1.0, 2.0, 3.0], [0.0, 0.5, 2.0], [5.0, 1.5, 1.0]));
        Assert.Equal([2.0, 18.0], pop.Function("transfer")([1.0, 3.0]));
        Assert.Equal(["BCMRule"], projection.Functions);
        Assert.Throws<ArgumentException>(() => projection.Function("BCMRule")([1.0], [0.0, 0.5], [5.0]));
        Assert.Contains("BCMRule", Assert.Throws<KeyNotFoundException>(() => projection.Function("BCM")).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => pop.Function("BCMRule"));
    }
}
