using System.Globalization;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>The binomial distribution: the number of successes in independent trials.</summary>
public sealed class Binomial : RandomDistribution
{
    /// <summary>The number of successes in <paramref name="n"/> trials that succeed with probability <paramref name="p"/>.</summary>
    /// <param name="n">Number of trials, not negative.</param>
    /// <param name="p">Probability of success, in [0, 1].</param>
    /// <param name="min">What is drawn below takes this value.</param>
    /// <param name="max">What is drawn above takes this value.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="n"/> is negative, <paramref name="p"/> is outside [0, 1], or the bounds are not in order.
    /// </exception>
    public Binomial(int n, double p, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        : base(min, max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (!(p >= 0.0 && p <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(p), p, "Binomial: the probability p must lie in [0, 1].");
        N = n;
        P = p;
    }

    /// <summary>Number of trials.</summary>
    public int N { get; }

    /// <summary>Probability of success of a trial.</summary>
    public double P { get; }

    /// <inheritdoc/>
    public override string ToString() => Describe(string.Create(CultureInfo.InvariantCulture, $"{N}, {P}"));

    private protected override void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = T.CreateTruncating(RandomDraws.Binomial(N, P, in key, firstElement + i));
    }
}
