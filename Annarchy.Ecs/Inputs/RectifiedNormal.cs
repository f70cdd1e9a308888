namespace Annarchy.Inputs;

/// <summary>Moments of max(X, 0) for a normal X of standard deviation 1.</summary>
internal static class RectifiedNormal
{
    /// <summary>Mean and standard deviation of max(X, 0), for X of mean <paramref name="y"/>.</summary>
    public static (double Mean, double Deviation) Moments(double y)
    {
        var density = Math.Exp(-0.5 * y * y) / Math.Sqrt(2.0 * Math.PI);
        if (y < -1.0)
        {
            // The repeated integrals J0 = P(X > 0), J1 = E max(X, 0), J2 = E max(X, 0)^2 / 2, ... fulfil
            // J(n-1) = -y J(n) + (n+1) J(n+1), which gives the ratios of neighbours as continued fractions without cancellation.
            const int terms = 400;
            var ratio = 0.0;
            for (var n = terms; n > 2; n--)
                ratio = 1.0 / (((n + 1) * ratio) - y);
            var second = 1.0 / ((3.0 * ratio) - y);
            var first = 1.0 / ((2.0 * second) - y);
            var mean = density * first / (first - y);
            return (mean, Math.Sqrt(mean * ((2.0 * second) - mean)));
        }
        else
        {
            var above = Cumulative(y, density);
            var mean = density + (y * above);
            return (mean, Math.Sqrt((y * mean) + above - (mean * mean)));
        }
    }

    /// <summary>The mean of X for which the mean of max(X, 0) is <paramref name="ratio"/> times its deviation.</summary>
    public static double MeanOverDeviationInverse(double ratio)
    {
        // For a positive mean the cut raises the mean and lowers the deviation, so the mean sought is at most the ratio.
        var (low, high) = (Math.Min(ratio, 1.0) - 1.0, ratio);
        while (Ratio(low) > ratio)
            (low, high) = (low - 1.0, low);
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (Ratio(middle) > ratio)
                high = middle;
            else
                low = middle;
        }

        return 0.5 * (low + high);

        static double Ratio(double y)
        {
            var (mean, deviation) = Moments(y);
            return mean / deviation;
        }
    }

    /// <summary>
    /// P(X > 0): 1/2 plus the density times y + y^3 / 3 + y^5 / 15 + ... (G. Marsaglia, <i>Evaluating the normal distribution</i>,
    /// J. Stat. Softw. 11, 2004).
    /// </summary>
    private static double Cumulative(double y, double density)
    {
        if (y > 9.0)
            return 1.0;
        var (sum, term) = (y, y);
        for (var k = 3; sum != sum + term; k += 2)
        {
            term *= y * y / k;
            sum += term;
        }

        return 0.5 + (density * sum);
    }
}
