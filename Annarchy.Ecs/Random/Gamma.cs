using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The gamma distribution of density x^(alpha - 1) e^(-x / beta) / (Gamma(alpha) beta^alpha).</summary>
public sealed class Gamma : RandomDistribution
{
    /// <summary>The gamma distribution of shape <paramref name="alpha"/> and scale <paramref name="beta"/>; the mean is alpha beta.</summary>
    /// <param name="alpha">Shape, positive.</param>
    /// <param name="beta">Scale, positive.</param>
    /// <param name="min">What is drawn below takes this value.</param>
    /// <param name="max">What is drawn above takes this value.</param>
    /// <exception cref="ArgumentException">Shape or scale is not positive and finite, or the bounds are not in order.</exception>
    public Gamma(
        double alpha, double beta = 1.0, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        : base(min, max)
    {
        CheckFinite(alpha, nameof(alpha));
        CheckFinite(beta, nameof(beta));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        Alpha = alpha;
        Beta = beta;
    }

    /// <summary>Shape.</summary>
    public double Alpha { get; }

    /// <summary>Scale.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override string ToString() => Describe(string.Create(CultureInfo.InvariantCulture, $"{Alpha}, {Beta}"));

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = T.CreateTruncating(Beta * RandomDraws.Gamma(Alpha, in key, firstElement + i));
    }
}
