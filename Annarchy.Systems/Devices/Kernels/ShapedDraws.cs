namespace Annarchy.Devices;

/// <summary>
/// Draws from distributions that their parameters shape, as kernels make them: the methods and counters of <see cref="Randomness.RandomDraws"/> and
/// <see cref="Randomness.BinomialInversion"/>. A device's compiler may round a sum of products once instead of twice; that changes a gamma number in its
/// last digits, and whether a number is rejected where the two sides of the comparison differ in their last digit at most.
/// </summary>
internal static class ShapedDraws
{
    /// <summary>The function that draws from a gamma distribution of scale 1.</summary>
    public const string Gamma = "gamma_draw";

    /// <summary>The function that draws from a binomial distribution.</summary>
    public const string Binomial = "binomial_draw";

    /// <summary>The text of both, which comes after that of the other random numbers. It computes in double precision.</summary>
    public const string Text = """
        INLINE double open_uniform(u32 low, u32 high)
        {
            return fma((double)(i64)((((u64)high << 32) | low) >> 11), 1.0 / 9007199254740992.0, 1.0 / 18014398509481984.0);
        }
        INLINE double exp_of(double x)
        {
            if (!(x < 710.0)) return x > 0.0 ? (double)INFINITY : x;
            if (x < -746.0) return 0.0;
            const double k = floor(x * 1.4426950408889634 + 0.5);
            const double r = fma(k, -7.440617110012397e-11, fma(k, -0.6931471804855391, x));
            double y = 1.0 / 6227020800.0;
            y = fma(y, r, 1.0 / 479001600.0);
            y = fma(y, r, 1.0 / 39916800.0);
            y = fma(y, r, 1.0 / 3628800.0);
            y = fma(y, r, 1.0 / 362880.0);
            y = fma(y, r, 1.0 / 40320.0);
            y = fma(y, r, 1.0 / 5040.0);
            y = fma(y, r, 1.0 / 720.0);
            y = fma(y, r, 1.0 / 120.0);
            y = fma(y, r, 1.0 / 24.0);
            y = fma(y, r, 1.0 / 6.0);
            y = fma(y, r, 0.5);
            y = fma(y, r, 1.0);
            y = fma(y, r, 1.0);
            const i64 power = (i64)k, part = power / 2;
            return y * DOUBLE_OF_BITS((u64)(part + 1023) << 52) * DOUBLE_OF_BITS((u64)(power - part + 1023) << 52);
        }
        INLINE double gamma_draw(GLOBAL const u64* clock, u32 object, u32 stream, u32 e, double shape)
        {
            if (!(shape > 0.0)) return (double)NAN;
            u32 w[4];
            double scale = 1.0;
            if (shape < 1.0)
            {
                philox(e, clock, object, stream | 0xFFFF0000u, w);
                scale = exp_of(log_of(open_uniform(w[0], w[1])) / shape);
            }
            const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);
            double v = 0.0;
            int accepted = 0;
            for (u32 attempt = 0; !accepted; attempt++)
            {
                philox(e, clock, object, stream | ((attempt % 65535u) << 16), w);
                const double radius = sqrt(-2.0 * log_of(open_uniform(w[0], w[1])));
                const u32 turn = w[2] >> 30;
                const double angle = (double)(i32)(w[2] << 2) * (1.0 / 4294967296.0);
                const double x = radius * ((turn & 1) != 0 ? sine_of(angle) : cosine_of(angle)) * (turn == 1 || turn == 2 ? -1.0 : 1.0);
                const double root = 1.0 + c * x;
                if (root <= 0.0) continue;
                v = root * root * root;
                const double u = ((double)w[3] + 0.5) * (1.0 / 4294967296.0), xx = x * x;
                accepted = u < 1.0 - 0.0331 * xx * xx || log_of(u) < 0.5 * xx + d * (1.0 - v + log_of(v));
            }
            return d * v * scale;
        }
        INLINE double binomial_by_inversion(GLOBAL const u64* clock, u32 object, u32 stream, u32 e, double trials, double p)
        {
            u32 w[4];
            philox(e / 64 * 16 + e % 16, clock, object, stream, w);
            const u32 word = w[e % 64 / 16];
            const double odds = p / (1.0 - p);
            double term = 4294967296.0 * exp_of(trials * log_of(1.0 - p)), bound = term, k = 0.0;
            int isBeyond = 1;
            while (isBeyond && k < 127.0 && k < trials)
            {
                const u32 whole = bound >= 4294967295.0 ? 4294967295u : (u32)bound;
                isBeyond = word > whole;
                if (word == whole)
                {
                    philox(e, clock, object, stream | 0xFFFF0000u, w);
                    isBeyond = (double)word + (double)w[0] / 4294967296.0 >= bound;
                }
                if (!isBeyond) continue;
                k += 1.0;
                term *= (trials - k + 1.0) / k * odds;
                bound += term;
            }
            return k;
        }
        INLINE double stirling_rest(double k)
        {
            if (k == 0.0) return 0.08106146679532726;
            if (k == 1.0) return 0.04134069595540929;
            if (k == 2.0) return 0.02767792568499834;
            if (k == 3.0) return 0.02079067210376509;
            if (k == 4.0) return 0.01664469118982119;
            if (k == 5.0) return 0.01387612882307075;
            if (k == 6.0) return 0.01189670994589177;
            if (k == 7.0) return 0.01041126526197209;
            if (k == 8.0) return 0.009255462182712733;
            if (k == 9.0) return 0.008330563433362871;
            const double x = k + 1.0, xx = x * x;
            return (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / xx) / xx) / x;
        }
        INLINE double binomial_by_rejection(GLOBAL const u64* clock, u32 object, u32 stream, u32 e, double n, double p)
        {
            const double odds = p / (1.0 - p), deviation = sqrt(n * p * (1.0 - p));
            const double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
            const double centre = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * deviation, mode = floor((n + 1.0) * p);
            u32 w[4];
            double k = 0.0;
            int accepted = 0;
            for (u32 attempt = 0; !accepted; attempt++)
            {
                philox(e, clock, object, stream | ((1u + attempt % 65534u) << 16), w);
                const double u = open_uniform(w[0], w[1]) - 0.5, v = open_uniform(w[2], w[3]), us = 0.5 - fabs(u);
                k = floor((2.0 * a / us + b) * u + c);
                accepted = us >= 0.07 && v <= centre;
                if (accepted || k < 0.0 || k > n) continue;
                const double most = (mode + 0.5) * log_of((mode + 1.0) / (odds * (n - mode + 1.0)))
                    + (n + 1.0) * log_of((n - mode + 1.0) / (n - k + 1.0))
                    + (k + 0.5) * log_of(odds * (n - k + 1.0) / (k + 1.0))
                    + stirling_rest(mode) + stirling_rest(n - mode) - stirling_rest(k) - stirling_rest(n - k);
                accepted = log_of(v * alpha / (a / (us * us) + b)) <= most;
            }
            return k;
        }
        INLINE double binomial_draw(GLOBAL const u64* clock, u32 object, u32 stream, u32 e, double number, double probability)
        {
            if (!(number >= 1.0) || !(probability > 0.0)) return 0.0;
            const double trials = number < 9223372036854775808.0 ? floor(number) : 9223372036854775808.0;
            if (probability >= 1.0) return trials;
            const double p = probability > 0.5 ? 1.0 - probability : probability;
            const double rare = trials * p < 30.0
                ? binomial_by_inversion(clock, object, stream, e, trials, p)
                : binomial_by_rejection(clock, object, stream, e, trials, p);
            return probability > 0.5 ? trials - rare : rare;
        }

        """;

    /// <summary>Whether the text of a kernel makes such draws.</summary>
    public static bool AreIn(string kernel) => kernel.Contains(Gamma, StringComparison.Ordinal) || kernel.Contains(Binomial, StringComparison.Ordinal);
}
