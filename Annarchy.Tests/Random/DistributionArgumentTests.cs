using System.Globalization;

namespace Annarchy.Tests.Randomness;

public class DistributionArgumentTests
{
    [Fact]
    public void Bounds_clip()
    {
        var values = new Normal(0.0, 1.0, min: -0.5, max: 1.0).Values(10_000, seed: 1);
        var free = new Normal(0.0, 1.0).Values(10_000, seed: 1);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(Math.Clamp(free[i], -0.5, 1.0), values[i]);
        Assert.Contains(-0.5, values);
        Assert.Contains(1.0, values);
        Assert.All(new LogNormal(0.0, 1.0, max: 2.0).Values(1000, seed: 1), x => Assert.InRange(x, 0.0, 2.0));
        Assert.All(new Exponential(1.0, min: 0.5).Values(1000, seed: 1), x => Assert.InRange(x, 0.5, 40.0));
        Assert.All(new Gamma(1.0, 1.0, 0.5, 1.5).Values(1000, seed: 1), x => Assert.InRange(x, 0.5, 1.5));
        Assert.All(new Uniform(2.0, 3.0).Values(1000, seed: 1), x => Assert.InRange(x, 2.0, 3.0));
    }

    [Fact]
    public void A_deviation_of_zero_gives_the_mean() =>
        Assert.All(new Normal(3.0, 0.0).Values(100, seed: 1), x => Assert.Equal(3.0, x));

    [Fact]
    public void Discrete_uniform_reaches_the_whole_range_of_integers()
    {
        var values = new DiscreteUniform(int.MinValue, int.MaxValue).Values(1000, seed: 1);
        Assert.All(values, x => Assert.InRange(x, int.MinValue, int.MaxValue));
        Assert.True(values.Max() - values.Min() > 4e9);
    }

    [Fact]
    public void Seeds_repeat_and_differ()
    {
        var distribution = new Normal(0.0, 1.0);
        Assert.Equal(distribution.Values(50, seed: 1), distribution.Values(50, seed: 1));
        Assert.NotEqual(distribution.Values(50, seed: 1), distribution.Values(50, seed: 2));
        Assert.NotEqual(distribution.Values(50), distribution.Values(50));
    }

    [Fact]
    public void Shapes_give_as_many_values()
    {
        var distribution = new Uniform(0.0, 1.0);
        Assert.Equal(24, distribution.Values(2, 3, 4).Length);
        Assert.Empty(distribution.Values(0));
        Assert.Single(distribution.Values());
        Assert.Equal("shape", Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Values(3, -1)).ParamName);
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Values(-1, seed: 1)).ParamName);
        Assert.Throws<ArgumentNullException>(() => distribution.Values(null!));
        Assert.Throws<OverflowException>(() => distribution.Values(100_000, 100_000));
    }

    public static TheoryData<string, Func<RandomDistribution>> Faults => new()
    {
        { "min", () => new Uniform(1.0, 1.0) },
        { "min", () => new Uniform(2.0, 1.0) },
        { "min", () => new Uniform(double.NaN, 1.0) },
        { "max", () => new Uniform(0.0, double.PositiveInfinity) },
        { "max", () => new Uniform(double.MinValue, double.MaxValue) },
        { "min", () => new DiscreteUniform(3, 3) },
        { "min", () => new DiscreteUniform(3, 2) },
        { "mu", () => new Normal(double.NaN, 1.0) },
        { "sigma", () => new Normal(0.0, -1.0) },
        { "sigma", () => new Normal(0.0, double.PositiveInfinity) },
        { "min", () => new Normal(0.0, 1.0, min: 2.0, max: 1.0) },
        { "max", () => new Normal(0.0, 1.0, max: double.NaN) },
        { "sigma", () => new LogNormal(0.0, -0.1) },
        { "mu", () => new LogNormal(double.NegativeInfinity, 0.1) },
        { "lambda", () => new Exponential(0.0) },
        { "lambda", () => new Exponential(double.NaN) },
        { "alpha", () => new Gamma(0.0) },
        { "beta", () => new Gamma(1.0, -1.0) },
        { "n", () => new Binomial(-1, 0.5) },
        { "p", () => new Binomial(1, 1.5) },
        { "p", () => new Binomial(1, double.NaN) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Wrong_parameters_are_named(string parameter, Func<RandomDistribution> create) =>
        Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(create).ParamName);

    [Fact]
    public void Binomial_numbers_are_clipped_too()
    {
        var values = new Binomial(10, 0.5, min: 4.0, max: 6.0).Values(1000, 3);
        Assert.Equal([4.0, 5.0, 6.0], values.Distinct().Order());
    }

    [Fact]
    public void Parameters_can_be_read_and_printed()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            Assert.Equal("Uniform(-0.5, 1)", new Uniform(-0.5, 1.0).ToString());
            Assert.Equal("DiscreteUniform(0, 9)", new DiscreteUniform(0, 9).ToString());
            Assert.Equal("Normal(0, 1.5)", new Normal(0.0, 1.5).ToString());
            Assert.Equal("Normal(0, 1.5, min: -0.5)", new Normal(0.0, 1.5, min: -0.5).ToString());
            Assert.Equal("LogNormal(0, 1, max: 2.5)", new LogNormal(0.0, 1.0, max: 2.5).ToString());
            Assert.Equal("Exponential(0.25)", new Exponential(0.25).ToString());
            Assert.Equal("Gamma(2, 1, min: 0, max: 3)", new Gamma(2.0, min: 0.0, max: 3.0).ToString());
            Assert.Equal("Binomial(10, 0.5)", new Binomial(10, 0.5).ToString());
            Assert.Equal("Binomial(10, 0.5, min: 4)", new Binomial(10, 0.5, min: 4.0).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
