namespace Annarchy.Tests;

/// <summary>Seeds are fixed; with other seeds a test of a rate would fail once in 10 000 times (bounds of 3.9 standard deviations).</summary>
public class PoissonPopulationTests
{
    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void SpikesAtItsRate(Precision precision)
    {
        using var net = new Network(dt: 0.1, seed: 11, precision: precision);
        AssertRate(net, net.Create(new PoissonPopulation(500, rates: 30.0)), 30.0, 1000.0);
    }

    [Fact]
    public void RatesAreAParameterOfEachNeuron()
    {
        using var net = new Network(seed: 2);
        double[] rates = [0.0, 20.0, 200.0];
        var pop = net.Create(new PoissonPopulation(3, rates));
        var monitor = net.Monitor(pop, "spike");
        net.Simulate(10_000.0);
        var spikes = monitor.Spikes();
        Assert.False(spikes.ContainsKey(0));
        for (var rank = 1; rank < 3; rank++)
            Assert.InRange(spikes[rank].Length, (rates[rank] * 10.0) - (3.9 * Math.Sqrt(rates[rank] * 10.0)), (rates[rank] * 10.0) + (3.9 * Math.Sqrt(rates[rank] * 10.0)));
        pop["rates"] = [1000.0, 0.0, 0.0];
        net.Simulate(100.0);
        Assert.Equal(100, Assert.Single(monitor.Spikes()).Value.Length);
        var error = Assert.Throws<ArgumentException>(() => pop["rates"] = [1.0, -1.0, 1.0]);
        Assert.StartsWith("A rate is a finite number of Hz, at least 0; -1 is none.", error.Message, StringComparison.Ordinal);
        Assert.Equal([1000.0, 0.0, 0.0], pop["rates"].ToArray());
    }

    [Fact]
    public void RatesFollowAnEquation()
    {
        using var net = new Network(seed: 5);
        var pop = net.Create(new PoissonPopulation(200, rates: "if t < 500.0: low else: high", parameters: "low = 10.0\nhigh = 100.0"));
        var monitor = net.Monitor(pop, "spike");
        net.Simulate(500.0);
        AssertCount(monitor.Spikes().Values.Sum(s => s.Length), 200 * 0.5 * 10.0);
        net.Simulate(500.0);
        AssertCount(monitor.Spikes().Values.Sum(s => s.Length), 200 * 0.5 * 100.0);
    }

    [Fact]
    public void RatesComeFromATarget()
    {
        using var net = new Network(seed: 6);
        var inputs = net.Create(new InputArray(200));
        inputs["r"] = 40.0;
        var pop = net.Create(new PoissonPopulation(200, target: "exc"));
        net.Connect(inputs, pop, "exc").OneToOne(weights: 2.0);
        AssertRate(net, pop, 80.0, 1000.0);
    }

    [Fact]
    public void RefractoryPeriodsSeparateSpikes()
    {
        using var net = new Network(seed: 7);
        var pop = net.Create(new PoissonPopulation(50, rates: 500.0, refractory: 5.0));
        var monitor = net.Monitor(pop, "spike");
        net.Simulate(1000.0);
        foreach (var steps in monitor.Spikes().Values)
            Assert.All(steps.Zip(steps.Skip(1), (a, b) => b - a), interval => Assert.True(interval > 5));
    }

    [Fact]
    public void TimedRatesFollowTheirSchedule()
    {
        using var net = new Network(seed: 8);
        var pop = net.Create(new TimedPoissonPopulation(400, rates: [10.0, 80.0], schedule: [100.0, 300.0], period: 500.0));
        var monitor = net.Monitor(pop, "spike");
        double[] expected = [0.0, 10.0, 10.0, 80.0, 80.0, 80.0, 10.0, 10.0];
        for (var part = 0; part < expected.Length; part++)
        {
            net.Simulate(100.0);
            AssertCount(monitor.Spikes().Values.Sum(s => s.Length), 400 * 0.1 * expected[part]);
        }

        pop.Update([[.. Enumerable.Repeat(0.0, 200), .. Enumerable.Repeat(100.0, 200)]], schedule: 0.0);
        net.Simulate(100.0);
        Assert.Equal(200, monitor.Spikes().Keys.Count(rank => rank >= 200));
    }

    [Fact]
    public void BadInputIsNamed()
    {
        Assert.StartsWith("A Poisson population takes either rates or the target", Message(() => new PoissonPopulation(3)), StringComparison.Ordinal);
        Assert.StartsWith("A rate is a finite number", Message(() => new PoissonPopulation(3, rates: double.NaN)), StringComparison.Ordinal);
        Assert.StartsWith("A rate is a finite number", Message(() => new PoissonPopulation(2, [1.0, -2.0])), StringComparison.Ordinal);
        Assert.StartsWith("A Poisson population of 3 neurons takes as many rates; 2 were given.", Message(() => new PoissonPopulation(3, [1.0, 2.0])), StringComparison.Ordinal);
        Assert.StartsWith("There are 1 scheduled times but 2 rates.", Message(() => new TimedPoissonPopulation(3, [1.0, 2.0], [0.0])), StringComparison.Ordinal);
        Assert.StartsWith("A rate is a finite number", Message(() => new TimedPoissonPopulation(3, [1.0, -2.0], 5.0)), StringComparison.Ordinal);
        Assert.Throws<EquationException>(() => new PoissonPopulation(3, rates: "amp *"));
    }

    private static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static void AssertRate(Network net, Population pop, double rate, double duration)
    {
        var monitor = net.Monitor(pop, "spike");
        net.Simulate(duration);

        // A step in which nothing is fed yet does not count.
        var spikes = monitor.Spikes().Values.Sum(s => s.Length);
        AssertCount(spikes, pop.Size * rate * duration / 1000.0);
    }

    private static void AssertCount(int spikes, double expected) =>
        Assert.InRange(spikes, expected - (3.9 * Math.Sqrt(expected)), expected + (3.9 * Math.Sqrt(expected)));
}
