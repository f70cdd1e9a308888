using Annarchy.Inputs;
using Annarchy.Randomness;
using MathNet.Numerics.Integration;

namespace Annarchy.Tests.Inputs;

public class CorrelatedRateTests
{
    [Theory]
    [InlineData(-12.0)]
    [InlineData(-5.0)]
    [InlineData(-1.5)]
    [InlineData(-1.0)]
    [InlineData(-0.99)]
    [InlineData(0.0)]
    [InlineData(0.7)]
    [InlineData(3.0)]
    [InlineData(12.0)]
    public void Moments_of_a_rectified_normal_are_its_integrals(double y)
    {
        // Substituting x = y + z, weighted by the density at its largest value to keep the scale of far tails.
        var scale = y < 0.0 ? -0.5 * y * y : 0.0;
        var first = GaussLegendreRule.Integrate(x => x * Math.Exp((-0.5 * (x - y) * (x - y)) - scale), 0.0, Math.Max(y, 0.0) + 12.0, 256);
        var second = GaussLegendreRule.Integrate(x => x * x * Math.Exp((-0.5 * (x - y) * (x - y)) - scale), 0.0, Math.Max(y, 0.0) + 12.0, 256);
        var factor = Math.Exp(scale) / Math.Sqrt(2.0 * Math.PI);
        var (mean, deviation) = RectifiedNormal.Moments(y);
        Assert.Equal(1.0, mean / (first * factor), 1e-9);
        Assert.Equal(1.0, deviation * deviation / ((second * factor) - (mean * mean)), 1e-9);
    }

    [Theory]
    [InlineData(10.0, 0.3, 10.0)]
    [InlineData(30.0, 0.5, 10.0)]
    [InlineData(100.0, 0.01, 100.0)]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(0.01, 1.0, 1.0)]
    [InlineData(500.0, 0.001, 1000.0)]
    public void The_cut_process_has_the_mean_and_deviation_asked_for(double rate, double correlation, double tau)
    {
        var process = CorrelatedRate.Create(rate, correlation, tau);
        var (mean, deviation) = RectifiedNormal.Moments(process.Mu / process.Sigma);
        Assert.Equal(1.0, process.Sigma * mean / rate, 1e-9);
        Assert.Equal(1.0, 2.0 * tau / 1000.0 * Math.Pow(process.Sigma * deviation, 2.0) / rate / correlation, 1e-9);
    }

    [Fact]
    public void Without_correlation_the_rate_is_constant()
    {
        Assert.Equal(new CorrelatedRate(20.0, 0.0), CorrelatedRate.Create(20.0, 0.0, 10.0));
        Assert.Equal(new CorrelatedRate(0.0, 0.0), CorrelatedRate.Create(0.0, 0.5, 10.0));
        Assert.Equal(20.0, new CorrelatedRate(20.0, 0.0).Next(20.0, 0.1, 10.0, 1.7));
    }

    [Fact]
    public void Steps_are_exact_solutions()
    {
        var process = new CorrelatedRate(5.0, 3.0);
        Assert.Equal(5.0 + (2.0 * Math.Exp(-0.3)), process.Next(7.0, 3.0, 10.0, 0.0), 1e-12);

        // Two half steps leave the variance of one whole step.
        var half = Math.Exp(-0.15);
        var once = process.Next(5.0, 3.0, 10.0, 1.0) - 5.0;
        var twice = process.Next(5.0, 1.5, 10.0, 1.0) - 5.0;
        Assert.Equal(once * once, (twice * twice * half * half) + (twice * twice), 1e-12);
    }

    /// <summary>
    /// Counts of a pool of trains over long windows: the mean gives the rate, and the variance, n m T + n^2 Cov, the correlation.
    /// The seed is fixed; a correct process would cross the bounds, five standard errors, less than once in a million seeds.
    /// </summary>
    [Theory]
    [InlineData(50.0, 0.1, 20.0)]
    [InlineData(20.0, 0.2, 10.0)]
    public void Simulated_trains_have_the_rate_and_total_correlation_of_brette(double rate, double correlation, double tau)
    {
        const int trains = 60;
        const int windows = 1500;
        const double dt = 1.0;
        var steps = (int)(30.0 * tau / dt);
        var process = CorrelatedRate.Create(rate, correlation, tau);
        var counts = new double[windows];
        var noise = new double[steps];
        var x = process.Mu;
        for (var window = 0; window < windows; window++)
        {
            RandomFill.Normal<double>(noise, new RandomKey(3, 0, 0, window));
            var key = new RandomKey(3, 0, 1, window);
            for (var step = 0; step < steps; step++)
            {
                x = process.Next(x, dt, tau, noise[step]);
                counts[window] += RandomDraws.Binomial(trains, CorrelatedRate.SpikeProbability(x, dt), in key, step);
            }
        }

        var duration = steps * dt / 1000.0;
        var expectedMean = trains * rate * duration;
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (windows - 1);
        Assert.Equal(expectedMean, mean, 5.0 * Math.Sqrt(variance / windows));

        // The integral of the covariance over a window of 30 time constants, not over all lags.
        var covered = 1.0 - ((1.0 - Math.Exp(-30.0)) / 30.0);
        var measured = ((variance / expectedMean) - 1.0) / (trains * covered);
        var standardError = Math.Sqrt(2.0 / windows) * variance / expectedMean / (trains * covered);

        // Cutting at zero narrows the covariance in time; where a tenth of the process is cut, by a few per cent.
        Assert.Equal(correlation, measured, (5.0 * standardError) + (0.1 * correlation));
    }

    [Fact]
    public void Wrong_parameters_are_named()
    {
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(-1.0, 0.1, 10.0)).ParamName);
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(double.NaN, 0.1, 10.0)).ParamName);
        Assert.Equal("correlation", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(1.0, -0.1, 10.0)).ParamName);
        Assert.Equal("correlation", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(1.0, 1.1, 10.0)).ParamName);
        Assert.Equal("correlation", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(1.0, double.NaN, 10.0)).ParamName);
        Assert.Equal("tau", Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedRate.Create(1.0, 0.1, 0.0)).ParamName);
        Assert.Equal(0.0, CorrelatedRate.SpikeProbability(-5.0, 1.0));
        Assert.Equal(0.01, CorrelatedRate.SpikeProbability(100.0, 0.1), 1e-15);
        Assert.Equal(1.0, CorrelatedRate.SpikeProbability(2000.0, 1.0));
    }
}
