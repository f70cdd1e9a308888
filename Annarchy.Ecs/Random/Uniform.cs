using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The uniform distribution between two bounds.</summary>
public sealed class Uniform : RandomDistribution
{
    /// <summary>The uniform distribution between <paramref name="min"/> and <paramref name="max"/>.</summary>
    /// <param name="min">Smallest value.</param>
    /// <param name="max">Largest value, above <paramref name="min"/>.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or they are not in order.</exception>
    public Uniform(double min, double max)
        : base(min, max)
    {
        CheckFinite(min, nameof(min));
        CheckFinite(max, nameof(max));
        CheckFinite(max - min, nameof(max));
        if (min >= max)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Uniform: min ({min}) must be below max ({max})."), nameof(min));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Uniform({Min}, {Max})");

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        RandomFill.Uniform(destination, in key, firstElement);
        Transform(destination, Max - Min, Min);
    }
}
