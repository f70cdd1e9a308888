using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The uniform distribution over the integers between two bounds, both included.</summary>
public sealed class DiscreteUniform : RandomDistribution
{
    /// <summary>The uniform distribution over <paramref name="min"/>, ..., <paramref name="max"/>.</summary>
    /// <param name="min">Smallest value.</param>
    /// <param name="max">Largest value, above <paramref name="min"/>.</param>
    /// <exception cref="ArgumentException">The bounds are not in order.</exception>
    public DiscreteUniform(int min, int max)
        : base(min, max)
    {
        if (min >= max)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"DiscreteUniform: min ({min}) must be below max ({max})."), nameof(min));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"DiscreteUniform({Min}, {Max})");

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        Span<ulong> bits = stackalloc ulong[512];
        var (min, count) = ((long)Min, (ulong)(Max - Min) + 1);
        for (var done = 0; done < destination.Length; done += bits.Length)
        {
            var part = destination[done..Math.Min(done + bits.Length, destination.Length)];
            RandomFill.Bits(bits[..part.Length], in key, firstElement + done);
            for (var i = 0; i < part.Length; i++)
                part[i] = T.CreateTruncating(min + (long)Math.BigMul(bits[i], count, out _));
        }
    }
}
