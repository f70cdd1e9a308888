namespace Annarchy.Tests;

/// <summary>
/// Statistics of Brette (2009) with fixed seeds. The bounds are four standard errors, estimated from the spread over 20 parts of the run:
/// with other seeds a test would fail about once in 1000 times.
/// </summary>
public class CorrelatedSpikeTrainsTests
{
    [Fact]
    public void RateAndCorrelationAreThoseAskedFor()
    {
        const double Rate = 20.0;
        const double Correlation = 0.4;
        const double Tau = 10.0;
        using var net = new Network(dt: 0.5, seed: 21);
        var pop = net.Create(new HomogeneousCorrelatedSpikeTrains(60, Rate, Correlation, Tau));
        var monitor = net.Monitor(pop, "spike");
        var (rates, correlations) = (new List<double>(), new List<double>());
        const double Bin = 200.0;
        for (var part = 0; part < 20; part++)
        {
            net.Simulate(5000.0);
            var counts = new double[60, (int)(5000.0 / Bin)];
            var first = part * 10_000;
            foreach (var (rank, steps) in monitor.Spikes())
            {
                foreach (var step in steps)
                    counts[rank, (int)((step - first) * 0.5 / Bin)]++;
            }

            rates.Add(counts.Cast<double>().Average() / Bin * 1000.0);
            correlations.Add(Covariance(counts, Rate * Bin / 1000.0) / (Rate * Bin / 1000.0));
        }

        // Counts over bins of length T covary as c (1 - tau/T (1 - e^(-T/tau))) times their mean.
        var expected = Correlation * (1.0 - (Tau / Bin * (1.0 - Math.Exp(-Bin / Tau))));
        AssertMean(rates, Rate);
        AssertMean(correlations, expected);
    }

    [Fact]
    public void ScheduleAndUpdateChangeTheRate()
    {
        using var net = new Network(seed: 22);
        var pop = net.Create(new HomogeneousCorrelatedSpikeTrains(500, [5.0, 50.0], [0.1], 5.0, schedule: [0.0, 1000.0]));
        var monitor = net.Monitor(pop, "spike");
        Assert.InRange(Rate(1000.0), 3.0, 8.0);
        Assert.InRange(Rate(1000.0), 40.0, 60.0);
        pop.Update(20.0, 0.0);
        Assert.InRange(Rate(1000.0), 19.0, 21.0);
        pop.Reset();
        net.Step();
        Assert.Equal(20.0, pop["mu"], 1e-12);

        double Rate(double duration)
        {
            net.Simulate(duration);
            return monitor.Spikes().Values.Sum(s => s.Length) / 500.0 / duration * 1000.0;
        }
    }

    [Fact]
    public void BadInputIsNamed()
    {
        Assert.StartsWith("A rate is a finite number", Message(() => new HomogeneousCorrelatedSpikeTrains(2, -1.0, 0.1, 1.0)), StringComparison.Ordinal);
        Assert.StartsWith("A total correlation lies in [0, 1].", Message(() => new HomogeneousCorrelatedSpikeTrains(2, 1.0, 1.1, 1.0)), StringComparison.Ordinal);
        Assert.StartsWith("The time constant", Message(() => new HomogeneousCorrelatedSpikeTrains(2, 1.0, 0.1, 0.0)), StringComparison.Ordinal);
        Assert.StartsWith("There are 2 scheduled times but 1 rates.", Message(() => new HomogeneousCorrelatedSpikeTrains(2, [1.0], [0.1], 1.0, [0.0, 1.0])), StringComparison.Ordinal);
        Assert.StartsWith("The schedule begins at 5 ms", Message(() => new HomogeneousCorrelatedSpikeTrains(2, [1.0], [0.1], 1.0, [5.0])), StringComparison.Ordinal);
        using var net = new Network();
        var pop = net.Create(new HomogeneousCorrelatedSpikeTrains(2, 10.0, 0.1, 1.0));
        Assert.StartsWith("'mu' of 'pop0' follows from", Assert.Throws<InvalidOperationException>(() => pop["mu"] = 1.0).Message, StringComparison.Ordinal);
        Assert.StartsWith("A total correlation", Assert.ThrowsAny<ArgumentException>(() => pop.Update(1.0, -0.1)).Message, StringComparison.Ordinal);
        Assert.Equal([10.0], pop.Rates);
    }

    private static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    /// <summary>Mean covariance of the counts of two different neurons.</summary>
    private static double Covariance(double[,] counts, double mean)
    {
        var (neurons, bins) = (counts.GetLength(0), counts.GetLength(1));
        var total = 0.0;
        for (var bin = 0; bin < bins; bin++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var neuron = 0; neuron < neurons; neuron++)
            {
                var deviation = counts[neuron, bin] - mean;
                sum += deviation;
                squares += deviation * deviation;
            }

            total += ((sum * sum) - squares) / (neurons * (neurons - 1.0));
        }

        return total / bins;
    }

    private static void AssertMean(List<double> parts, double expected)
    {
        var mean = parts.Average();
        var error = Math.Sqrt(parts.Sum(p => (p - mean) * (p - mean)) / (parts.Count - 1.0) / parts.Count);
        Assert.InRange(mean, expected - (4.0 * error), expected + (4.0 * error));
        Assert.True(error < 0.1 * expected, "the test is too weak to tell");
    }
}
