using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The exponential distribution of density lambda e^(-lambda x).</summary>
public sealed class Exponential : RandomDistribution
{
    /// <summary>The exponential distribution of rate <paramref name="lambda"/>, whose mean is 1 / lambda.</summary>
    /// <param name="lambda">Rate, positive.</param>
    /// <param name="min">What is drawn below takes this value.</param>
    /// <param name="max">What is drawn above takes this value.</param>
    /// <exception cref="ArgumentException">The rate is not positive and finite, or the bounds are not in order.</exception>
    public Exponential(double lambda, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        : base(min, max)
    {
        CheckFinite(lambda, nameof(lambda));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lambda);
        Lambda = lambda;
    }

    /// <summary>Rate: the inverse of the mean, before clipping.</summary>
    public double Lambda { get; }

    /// <inheritdoc/>
    public override string ToString() => Describe(string.Create(CultureInfo.InvariantCulture, $"{Lambda}"));

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        RandomFill.Exponential(destination, in key, firstElement);
        Transform(destination, 1.0 / Lambda, 0.0);
    }
}
