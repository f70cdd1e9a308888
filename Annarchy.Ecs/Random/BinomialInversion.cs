namespace Annarchy.Randomness;

/// <summary>
/// Binomial numbers by inversion: an element's random word is compared with one bound after the other of the cumulated probabilities,
/// scaled by 2^32. Where the word does not decide, 32 bits more do.
/// </summary>
internal static class BinomialInversion
{
    /// <summary>Means beyond are for other methods: cumulating would take long, and its first term could vanish.</summary>
    public const double LargestMean = 30.0;

    /// <summary>More successes than this have a probability below 2^-64 while the mean is in bounds.</summary>
    public const int MostSuccesses = 127;

    /// <summary>Sub-counter of the bits that decide between a word and its bound.</summary>
    private const uint MoreBits = RandomKey.MaxAttempts - 1;

    private const double Scale = 4294967296.0;

    /// <summary>The number of one element.</summary>
    /// <param name="trials">At least 1.</param>
    /// <param name="probability">Above 0, at most 1/2.</param>
    /// <param name="word">The random word of the element, <see cref="WordOf"/>.</param>
    /// <param name="key">What the number is for.</param>
    /// <param name="element">Number of the element.</param>
    public static int Draw(long trials, double probability, uint word, in RandomKey key, long element)
    {
        var bounds = new Bounds(trials, probability);
        while (bounds.Successes < MostSuccesses && bounds.Successes < trials)
        {
            var whole = Floor(bounds.Value);
            if (word < whole || (word == whole && word + MoreOf(in key, element) < bounds.Value))
                break;
            bounds.Next();
        }

        return bounds.Successes;
    }

    /// <summary>The whole parts of the bounds, as far as words reach.</summary>
    /// <returns>How many there are.</returns>
    public static int WriteBounds(long trials, double probability, Span<uint> destination)
    {
        var bounds = new Bounds(trials, probability);
        while (bounds.Successes < destination.Length && bounds.Successes < trials)
        {
            var whole = Floor(bounds.Value);
            destination[bounds.Successes] = whole;
            bounds.Next();
            if (whole == uint.MaxValue)
                break;
        }

        return bounds.Successes;
    }

    /// <summary>The word that <see cref="Philox.Words"/> has for an element of a group of 64.</summary>
    public static uint WordOf(in RandomKey key, long element)
    {
        var block = (uint)(((element >> 6) * Philox.BlocksPerGroup) + (element % Philox.BlocksPerGroup));
        var (w0, w1, w2, w3) = key.Block(block);
        return ((element >> 4) & 3) switch
        {
            0 => w0,
            1 => w1,
            2 => w2,
            _ => w3,
        };
    }

    /// <summary>Bits of an element beyond its word, as a fraction.</summary>
    private static double MoreOf(in RandomKey key, long element) => key.Block((uint)element, MoreBits).W0 / Scale;

    private static uint Floor(double bound) => bound >= uint.MaxValue ? uint.MaxValue : (uint)bound;

    /// <summary>The probability of at most so many successes, times 2^32, for one number after the other.</summary>
    private struct Bounds
    {
        private readonly long _trials;
        private readonly double _odds;
        private double _term;

        public Bounds(long trials, double probability)
        {
            _trials = trials;
            _odds = probability / (1.0 - probability);
            _term = Value = Scale * ElementaryFunctions.Exp(trials * ElementaryFunctions.Log(1.0 - probability));
        }

        public int Successes { get; private set; }

        public double Value { get; private set; }

        public void Next()
        {
            Successes++;
            _term *= (_trials - Successes + 1) / (double)Successes * _odds;
            Value += _term;
        }
    }
}
