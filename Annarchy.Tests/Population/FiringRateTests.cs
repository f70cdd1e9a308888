namespace Annarchy.Tests;

public class FiringRateTests
{
    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void CountsSpikesInASlidingWindow(Precision precision)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        double[][] times = [[1.0, 3.0, 3.5, 9.0, 20.0], [2.0], []];
        var source = net.Create(new SpikeSourceArray(times));
        source.ComputeFiringRate(4.0);
        var monitor = net.Monitor(source, "r");
        net.Simulate(30.0);
        double[,] rates = monitor.Get("r");
        for (var step = 0; step < 60; step++)
        {
            for (var rank = 0; rank < 3; rank++)
            {
                var spikes = times[rank].Count(t => t <= step * 0.5 && t > (step * 0.5) - 4.0);
                Assert.Equal(1000.0 / 4.0 * spikes, rates[step, rank]);
            }
        }
    }

    [Fact]
    public void ManySpikesFit()
    {
        using var net = new Network();
        var pop = net.Create(3000, new Neuron(equations: "v = 1.0", spike: "v > 0.0", reset: "v = 0.0"));
        pop.ComputeFiringRate(10.0);
        net.Simulate(25.0);
        Assert.All(pop["r"], r => Assert.Equal(1000.0, r));
        pop.Clear();
        Assert.All(pop["r"], r => Assert.Equal(0.0, r));
        net.Simulate(3.0);
        Assert.All(pop["r"], r => Assert.Equal(300.0, r));
    }

    [Fact]
    public void WindowsAreChecked()
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.ComputeFiringRate(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.ComputeFiringRate(double.NaN));
        Assert.Throws<InvalidOperationException>(() => net.Create(new InputArray(1)).ComputeFiringRate(10.0));
    }
}
