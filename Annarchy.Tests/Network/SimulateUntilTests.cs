namespace Annarchy.Tests;

public class SimulateUntilTests
{
    private static readonly Neuron Leaky = new(parameters: "tau = 10.0\nB = 1.0", equations: "tau*dr/dt + r = B");

    [Theory]
    [InlineData(KernelBackend.Interpreter)]
    [InlineData(KernelBackend.Emitted)]
    public void StopsWhenTheConditionHolds(KernelBackend backend)
    {
        using var net = new Network(backend: backend);
        var any = net.Create(3, Leaky, stopCondition: "r > 0.6 : any");
        var all = net.Create(3, Leaky, stopCondition: "r > 0.6 : all");
        any["B"] = all["B"] = [0.8, 1.0, 1.5];
        Assert.Equal(5.0, net.SimulateUntil(200.0, any));
        Assert.Equal(9.0, net.SimulateUntil(200.0, all));
        Assert.Equal(14.0, net.Time);
        net.Reset();
        Assert.Equal(3.0, net.SimulateUntil(3.0, any));
        Assert.Equal(2.0, net.SimulateUntil(100.0, [any, all], StopOperator.Or));
        Assert.Equal(9.0, net.SimulateUntil(100.0, [any, all]));
    }

    [Fact]
    public void StopsAtSpikes()
    {
        using var net = new Network();
        var pop = net.Create(2, new Neuron(equations: "v += 1.0", spike: "v > 6.5", reset: "v = 0.0"), stopCondition: "spiked : any");
        Assert.Equal(7.0, net.SimulateUntil(100.0, pop));
        Assert.Equal(7.0, net.SimulateUntil(100.0, pop));
    }

    [Fact]
    public void ConditionsAreChecked()
    {
        using var net = new Network();
        var plain = net.Create(3, Leaky);
        Assert.StartsWith("'pop0' has no stop condition", Assert.Throws<ArgumentException>(() => net.SimulateUntil(1.0, plain)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.SimulateUntil(1.0, []));
        Assert.Contains("Unknown", Assert.Throws<EquationException>(() => net.Create(3, Leaky, stopCondition: "q > 1.0")).Message, StringComparison.Ordinal);
        Assert.Single(net.Populations);
    }
}
