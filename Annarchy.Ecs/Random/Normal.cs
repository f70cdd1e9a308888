using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The normal distribution.</summary>
public sealed class Normal : RandomDistribution
{
    /// <summary>The normal distribution with mean <paramref name="mu"/> and standard deviation <paramref name="sigma"/>.</summary>
    /// <param name="mu">Mean.</param>
    /// <param name="sigma">Standard deviation, not negative.</param>
    /// <param name="min">What is drawn below takes this value.</param>
    /// <param name="max">What is drawn above takes this value.</param>
    /// <exception cref="ArgumentException">A parameter is not finite, sigma is negative, or the bounds are not in order.</exception>
    public Normal(double mu, double sigma, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        : base(min, max)
    {
        CheckFinite(mu, nameof(mu));
        CheckFinite(sigma, nameof(sigma));
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        Mu = mu;
        Sigma = sigma;
    }

    /// <summary>Mean, before clipping.</summary>
    public double Mu { get; }

    /// <summary>Standard deviation, before clipping.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override string ToString() => Describe(string.Create(CultureInfo.InvariantCulture, $"{Mu}, {Sigma}"));

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        RandomFill.Normal(destination, in key, firstElement);
        Transform(destination, Sigma, Mu);
    }
}
