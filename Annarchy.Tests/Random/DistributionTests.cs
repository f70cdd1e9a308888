using Annarchy.Randomness;
using MathNet.Numerics.Distributions;

namespace Annarchy.Tests.Randomness;

/// <summary>
/// Seeds are fixed, so these tests always give the same result; each threshold would be crossed by one correct generator in a
/// million.
/// </summary>
public class DistributionTests
{
    private const double FalseAlarmRate = 1e-6;
    private const int Count = 30_000;

    /// <summary>Standard deviations that a normal number exceeds at the false-alarm rate, either way.</summary>
    private static readonly double Deviations = MathNet.Numerics.Distributions.Normal.InvCDF(0.0, 1.0, 1.0 - (FalseAlarmRate / 2.0));

    public static TheoryData<string, RandomDistribution, IUnivariateDistribution> Continuous => new()
    {
        { "uniform", new Uniform(-2.0, 3.0), new ContinuousUniform(-2.0, 3.0) },
        { "normal", new Normal(1.5, 0.5), new MathNet.Numerics.Distributions.Normal(1.5, 0.5) },
        { "lognormal", new LogNormal(0.3, 0.4), new MathNet.Numerics.Distributions.LogNormal(0.3, 0.4) },
        { "exponential", new Exponential(4.0), new MathNet.Numerics.Distributions.Exponential(4.0) },
        { "gamma below 1", new Gamma(0.3, 2.0), new MathNet.Numerics.Distributions.Gamma(0.3, 0.5) },
        { "gamma at 1", new Gamma(1.0), new MathNet.Numerics.Distributions.Gamma(1.0, 1.0) },
        { "gamma above 1", new Gamma(7.5, 0.1), new MathNet.Numerics.Distributions.Gamma(7.5, 10.0) },
        { "gamma large", new Gamma(900.0, 0.01), new MathNet.Numerics.Distributions.Gamma(900.0, 100.0) },
    };

    public static TheoryData<string, RandomDistribution, IDiscreteDistribution> Discrete => new()
    {
        { "discrete uniform", new DiscreteUniform(-3, 6), new MathNet.Numerics.Distributions.DiscreteUniform(-3, 6) },
        { "binomial by inversion", new Binomial(20, 0.3), new MathNet.Numerics.Distributions.Binomial(0.3, 20) },
        { "binomial mostly successes", new Binomial(20, 0.9), new MathNet.Numerics.Distributions.Binomial(0.9, 20) },
        { "binomial by rejection", new Binomial(40, 0.5), new MathNet.Numerics.Distributions.Binomial(0.5, 40) },
        { "binomial at the limit", new Binomial(100, 0.1), new MathNet.Numerics.Distributions.Binomial(0.1, 100) },
        { "binomial large", new Binomial(5000, 0.7), new MathNet.Numerics.Distributions.Binomial(0.7, 5000) },
    };

    [Theory]
    [MemberData(nameof(Continuous))]
    public void Continuous_distributions_pass_kolmogorov_and_smirnov(
        string name, RandomDistribution distribution, IUnivariateDistribution expected)
    {
        Assert.NotEmpty(name);
        AssertKolmogorovSmirnov(distribution.Values(Count, seed: 5), expected.CumulativeDistribution);
        AssertKolmogorovSmirnov(Singles(distribution, seed: 6), expected.CumulativeDistribution);
    }

    [Theory]
    [MemberData(nameof(Continuous))]
    public void Continuous_distributions_have_their_moments(
        string name, RandomDistribution distribution, IUnivariateDistribution expected)
    {
        Assert.NotEmpty(name);
        AssertMoments(distribution.Values(Count, seed: 7), expected.Mean, expected.Variance);
        AssertMoments(Singles(distribution, seed: 8), expected.Mean, expected.Variance);
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void Discrete_distributions_pass_chi_square(string name, RandomDistribution distribution, IDiscreteDistribution expected)
    {
        Assert.NotEmpty(name);
        AssertChiSquare(distribution.Values(Count, seed: 9), expected);
        AssertChiSquare(Singles(distribution, seed: 10), expected);
        AssertMoments(distribution.Values(Count, seed: 11), expected.Mean, expected.Variance);
    }

    [Fact]
    public void Normal_tails_are_as_heavy_as_they_should_be()
    {
        var beyond = new int[5];
        var block = new float[65536];
        const int blocks = 40;
        for (var i = 0; i < blocks; i++)
        {
            RandomFill.Normal<float>(block, new RandomKey(12, 0, 0, i));
            foreach (var x in block)
            {
                for (var sigma = 0; sigma < 5; sigma++)
                    beyond[sigma] += Math.Abs(x) > sigma + 1 ? 1 : 0;
            }
        }

        for (var sigma = 0; sigma < 5; sigma++)
        {
            var n = blocks * block.Length;
            var p = 2.0 * MathNet.Numerics.Distributions.Normal.CDF(0.0, 1.0, -(sigma + 1.0));
            var lower = MathNet.Numerics.Distributions.Binomial.CDF(p, n, beyond[sigma]);
            Assert.InRange(lower, FalseAlarmRate / 2.0, 1.0 - (FalseAlarmRate / 2.0));
        }
    }

    [Fact]
    public void Neighbouring_elements_streams_steps_and_objects_are_uncorrelated()
    {
        const int n = 50_000;
        var reference = Normals(new RandomKey(1, 1, 1, 1), 0);
        double[][] others =
        [
            Normals(new RandomKey(1, 1, 1, 1), 1), Normals(new RandomKey(1, 1, 1, 1), 16), Normals(new RandomKey(1, 1, 1, 2), 0),
            Normals(new RandomKey(1, 1, 2, 1), 0), Normals(new RandomKey(1, 2, 1, 1), 0), Normals(new RandomKey(2, 1, 1, 1), 0),
        ];
        foreach (var other in others)
        {
            var correlation = reference.Zip(other, (x, y) => x * y).Sum() / Math.Sqrt(n);
            Assert.InRange(correlation, -Deviations, Deviations);
        }

        static double[] Normals(RandomKey key, long first)
        {
            var values = new double[n];
            RandomFill.Normal<double>(values, in key, first);
            return values;
        }
    }

    [Theory]
    [MemberData(nameof(Continuous))]
    public void Elements_do_not_depend_on_the_range(string name, RandomDistribution distribution, IUnivariateDistribution expected)
    {
        Assert.NotEmpty(name);
        Assert.NotNull(expected);
        AssertSplits<float>(distribution);
        AssertSplits<double>(distribution);
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void Discrete_elements_do_not_depend_on_the_range(
        string name, RandomDistribution distribution, IDiscreteDistribution expected)
    {
        Assert.NotEmpty(name);
        Assert.NotNull(expected);
        AssertSplits<float>(distribution);
        AssertSplits<double>(distribution);
        Assert.Equal(distribution.Values(Count, seed: 3), Singles(distribution, seed: 3));
    }

    [Fact]
    public void Gamma_with_a_shape_per_element()
    {
        var key = new RandomKey(4, 5, 6, 7);
        var shapes = new Uniform(0.1, 20.0).Values(40, seed: 1);
        var values = new double[40];
        RandomDraws.Gamma<double>(shapes, values, in key, 100);
        for (var i = 0; i < 40; i++)
            Assert.Equal(RandomDraws.Gamma(shapes[i], in key, 100 + i), values[i]);
        Assert.Equal(double.NaN, RandomDraws.Gamma(0.0, in key, 0));
        Assert.Equal(double.NaN, RandomDraws.Gamma(-1.0, in key, 0));
        Assert.Equal(double.NaN, RandomDraws.Gamma(double.NaN, in key, 0));
        Assert.InRange(RandomDraws.Gamma(1e-3, in key, 0), 0.0, 1.0);
    }

    [Fact]
    public void Binomial_with_parameters_per_element()
    {
        var key = new RandomKey(4, 5, 6, 7);
        var trials = Enumerable.Range(-2, 60).ToArray();
        var probabilities = new Uniform(-0.2, 1.2).Values(60, seed: 1);
        var values = new int[60];
        RandomDraws.Binomial<int, double>(trials, probabilities, values, in key, 0);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(RandomDraws.Binomial(trials[i], probabilities[i], in key, i), values[i]);
            Assert.InRange(values[i], 0, Math.Max(trials[i], 0));
            if (probabilities[i] <= 0.0)
                Assert.Equal(0, values[i]);
            if (probabilities[i] >= 1.0)
                Assert.Equal(Math.Max(trials[i], 0), values[i]);
        }
    }

    [Theory]
    [InlineData(12.0, 0.25)]
    [InlineData(12.0, 0.9)]
    [InlineData(1000.0, 0.002)]
    [InlineData(100.0, 0.29)]
    [InlineData(5000.0, 0.1)]
    [InlineData(3.0, 0.0)]
    [InlineData(3.0, 1.0)]
    [InlineData(-1.0, 0.5)]
    public unsafe void Binomial_numbers_drawn_together_are_those_drawn_one_by_one(double trials, double probability)
    {
        var group = default(BinomialGroup);
        foreach (var step in new[] { 7, 8 })
        {
            var key = new RandomKey(4, 5, 6, step);
            group.Forget();
            for (var element = 0; element < 512; element += 16)
            {
                var doubles = BinomialGroup.Of<double>(&group, trials, probability, in key, 6, element) + (element % BinomialGroup.Size);
                for (var i = 0; i < 16; i++)
                    Assert.Equal(RandomDraws.Binomial((long)trials, probability, in key, element + i), doubles[i]);
            }
        }

        // Another stream needs nothing to be forgotten.
        var other = new RandomKey(4, 5, 9, 8);
        var singles = BinomialGroup.Of<float>(&group, trials, probability, in other, 9, 64);
        for (var i = 0; i < BinomialGroup.Size; i++)
            Assert.Equal(RandomDraws.Binomial((long)trials, probability, in other, 64 + i), singles[i]);
    }

    [Fact]
    public void Words_that_do_not_decide_are_told_by_more_bits()
    {
        // Two trials of probability 1/2 - 2^-40: the first bound is 2^30 and a little, so a word of 2^30 may mean 0 or 1.
        var p = 0.5 - Math.Pow(2.0, -40);
        var key = new RandomKey(4, 5, 6, 7);
        Assert.Equal(0, BinomialInversion.Draw(2, p, (1u << 30) - 1, in key, 0));
        Assert.Equal(1, BinomialInversion.Draw(2, p, (1u << 30) + 1, in key, 0));
        var share = (1.0 - p) * (1.0 - p) * 4294967296.0 - (1u << 30);
        var zeros = Enumerable.Range(0, 40_000).Count(i => BinomialInversion.Draw(2, p, 1u << 30, new RandomKey(4, 5, 6, 7), i) == 0);

        // Six standard deviations: one alarm in a billion.
        Assert.InRange(zeros / 40_000.0, share - 0.015, share + 0.015);
    }

    private static double[] Singles(RandomDistribution distribution, ulong seed)
    {
        var values = new float[Count];
        distribution.Fill<float>(values, new RandomKey(seed, 0, 0));
        return Array.ConvertAll(values, x => (double)x);
    }

    private static void AssertSplits<T>(RandomDistribution distribution)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var key = new RandomKey(1, 2, 3, 4);
        var whole = new T[1500];
        distribution.Fill<T>(whole, in key);
        foreach (var (begin, length) in new[] { (0, 1), (1, 1), (17, 40), (63, 66), (700, 800), (1499, 1) })
        {
            var part = new T[length];
            distribution.Fill<T>(part, in key, begin);
            Assert.Equal(whole[begin..(begin + length)], part);
        }
    }

    private static void AssertKolmogorovSmirnov(double[] sample, Func<double, double> cumulative)
    {
        Array.Sort(sample);
        var distance = 0.0;
        for (var i = 0; i < sample.Length; i++)
        {
            var p = cumulative(sample[i]);
            distance = Math.Max(distance, Math.Max(p - ((double)i / sample.Length), ((i + 1.0) / sample.Length) - p));
        }

        // Kolmogorov's limit: P(sqrt(n) D > x) = 2 exp(-2 x^2) to leading order.
        Assert.InRange(distance * Math.Sqrt(sample.Length), 0.2, Math.Sqrt(-0.5 * Math.Log(FalseAlarmRate / 2.0)));
    }

    private static void AssertChiSquare(double[] sample, IDiscreteDistribution expected)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var x in sample)
        {
            Assert.Equal(Math.Round(x), x);
            Assert.InRange(x, expected.Minimum, expected.Maximum);
            counts[(int)x] = counts.GetValueOrDefault((int)x) + 1;
        }

        var (statistic, cells, observed, mass) = (0.0, 0, 0.0, 0.0);
        for (var k = expected.Minimum; k <= expected.Maximum; k++)
        {
            observed += counts.GetValueOrDefault(k);
            mass += sample.Length * expected.Probability(k);
            if (mass < 20.0 && k != expected.Maximum)
                continue;
            if (mass > 0.0)
                statistic += (observed - mass) * (observed - mass) / mass;
            cells++;
            (observed, mass) = (0.0, 0.0);
        }

        Assert.InRange(statistic, 0.0, ChiSquared.InvCDF(cells - 1, 1.0 - FalseAlarmRate));
    }

    private static void AssertMoments(double[] sample, double mean, double variance)
    {
        var actualMean = sample.Average();
        Assert.Equal(mean, actualMean, Deviations * Math.Sqrt(variance / sample.Length));
        var squares = sample.Select(x => (x - mean) * (x - mean)).ToArray();
        var spread = Math.Sqrt(squares.Select(s => (s - variance) * (s - variance)).Average() / sample.Length);
        Assert.Equal(variance, squares.Average(), Deviations * spread);
    }
}
