using System.Numerics;

namespace Annarchy.Randomness;

/// <summary>
/// Draws whose parameters shape the distribution, one element at a time. An element's numbers come from the blocks of its own rank;
/// every attempt of a rejection method takes the next sub-counter, so the result depends on nothing but key, element and parameters.
/// </summary>
internal static class RandomDraws
{
    /// <summary>Sub-counter beyond any attempt.</summary>
    private const uint Apart = RandomKey.MaxAttempts - 1;

    /// <summary>Draws from Gamma(<paramref name="shape"/>, scale 1) for every element.</summary>
    public static void Gamma<T>(ReadOnlySpan<T> shape, Span<T> destination, in RandomKey key, long firstElement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = T.CreateTruncating(Gamma(double.CreateTruncating(shape[i]), in key, firstElement + i));
    }

    /// <summary>Draws from Binomial(<paramref name="trials"/>, <paramref name="probability"/>) for every element.</summary>
    public static void Binomial<TCount, TReal>(
        ReadOnlySpan<TCount> trials, ReadOnlySpan<TReal> probability, Span<TCount> destination, in RandomKey key, long firstElement)
        where TCount : unmanaged, INumber<TCount>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var p = double.CreateTruncating(probability[i]);
            destination[i] = TCount.CreateTruncating(Binomial(long.CreateSaturating(trials[i]), p, in key, firstElement + i));
        }
    }

    /// <summary>
    /// A draw from the gamma distribution of scale 1 (G. Marsaglia, W. W. Tsang, <i>A simple method for generating gamma
    /// variables</i>, ACM TOMS 26, 2000); NaN where <paramref name="shape"/> is not positive.
    /// </summary>
    public static double Gamma(double shape, in RandomKey key, long element)
    {
        if (!(shape > 0.0))
            return double.NaN;
        var block = (uint)element;
        if (shape < 1.0)
        {
            var (w0, w1, _, _) = key.Block(block, Apart);
            return GammaFromOne(shape + 1.0, in key, block) *
                ElementaryFunctions.Exp(ElementaryFunctions.Log(Uniform(w0, w1)) / shape);
        }

        return GammaFromOne(shape, in key, block);
    }

    /// <summary>
    /// A draw from the binomial distribution, a whole number from 0 to <paramref name="trials"/>: by inversion where the mean is
    /// small, else by transformed rejection (W. Hörmann, <i>The generation of binomial random variates</i>, J. Stat. Comput.
    /// Simul. 46, 1993). Probabilities are clamped to [0, 1], trials to what is not negative.
    /// </summary>
    public static long Binomial(long trials, double probability, in RandomKey key, long element)
    {
        if (trials <= 0 || !(probability > 0.0))
            return 0;
        if (probability >= 1.0)
            return trials;
        var p = Math.Min(probability, 1.0 - probability);
        var successes = trials * p < BinomialInversion.LargestMean
            ? BinomialInversion.Draw(trials, p, BinomialInversion.WordOf(in key, element), in key, element)
            : BinomialByRejection(trials, p, in key, (uint)element);
        return probability > 0.5 ? trials - successes : successes;
    }

    private static double GammaFromOne(double shape, in RandomKey key, uint block)
    {
        var d = shape - (1.0 / 3.0);
        var c = 1.0 / Math.Sqrt(9.0 * d);
        for (uint attempt = 0; ; attempt++)
        {
            var (w0, w1, w2, w3) = key.Block(block, attempt % Apart);
            var x = Normal(w0, w1, w2);
            var v = 1.0 + (c * x);
            if (v <= 0.0)
                continue;
            v = v * v * v;
            var u = Uniform(w3);
            var xx = x * x;
            if (u < 1.0 - (0.0331 * xx * xx) ||
                ElementaryFunctions.Log(u) < (0.5 * xx) + (d * (1.0 - v + ElementaryFunctions.Log(v))))
            {
                return d * v;
            }
        }
    }

    private static long BinomialByRejection(long n, double p, in RandomKey key, uint block)
    {
        var odds = p / (1.0 - p);
        var deviation = Math.Sqrt(n * p * (1.0 - p));
        var b = 1.15 + (2.53 * deviation);
        var a = -0.0873 + (0.0248 * b) + (0.01 * p);
        var c = (n * p) + 0.5;
        var centre = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * deviation;
        var mode = Math.Floor((n + 1.0) * p);
        // Words of attempt 0 belong to numbers by inversion, of other elements too.
        for (uint attempt = 0; ; attempt++)
        {
            var (w0, w1, w2, w3) = key.Block(block, 1 + (attempt % (Apart - 1)));
            var u = Uniform(w0, w1) - 0.5;
            var v = Uniform(w2, w3);
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2.0 * a / us) + b) * u) + c);
            if (us >= 0.07 && v <= centre)
                return (long)k;
            if (k < 0.0 || k > n)
                continue;
            var bound =
                ((mode + 0.5) * ElementaryFunctions.Log((mode + 1.0) / (odds * (n - mode + 1.0)))) +
                ((n + 1.0) * ElementaryFunctions.Log((n - mode + 1.0) / (n - k + 1.0))) +
                ((k + 0.5) * ElementaryFunctions.Log(odds * (n - k + 1.0) / (k + 1.0))) +
                StirlingRest(mode) + StirlingRest(n - mode) - StirlingRest(k) - StirlingRest(n - k);
            if (ElementaryFunctions.Log(v * alpha / ((a / (us * us)) + b)) <= bound)
                return (long)k;
        }
    }

    /// <summary>ln k! - ((k + 1/2) ln(k + 1) - (k + 1) + ln sqrt(2 pi)).</summary>
    private static double StirlingRest(double k)
    {
        ReadOnlySpan<double> small =
        [
            0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
            0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
        ];
        if (k < small.Length)
            return small[(int)k];
        var x = k + 1.0;
        var xx = x * x;
        return ((1.0 / 12.0) - (((1.0 / 360.0) - (1.0 / 1260.0 / xx)) / xx)) / x;
    }

    private static double Normal(uint radiusLow, uint radiusHigh, uint angle)
    {
        var radius = Math.Sqrt(-2.0 * ElementaryFunctions.Log(Uniform(radiusLow, radiusHigh)));
        var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn((int)(angle << 2) * (1.0 / 4294967296.0));
        return (angle >> 30) switch
        {
            0 => radius * cos,
            1 => radius * -sin,
            2 => radius * -cos,
            _ => radius * sin,
        };
    }

    /// <summary>Uniform in (0, 1], 53 bits.</summary>
    private static double Uniform(uint low, uint high) =>
        Math.FusedMultiplyAdd((((ulong)high << 32) | low) >> 11, 1.0 / (1L << 53), 1.0 / (1L << 54));

    /// <summary>Uniform in (0, 1), 32 bits.</summary>
    private static double Uniform(uint word) => (word + 0.5) * (1.0 / 4294967296.0);
}
