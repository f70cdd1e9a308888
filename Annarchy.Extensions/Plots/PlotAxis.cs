using System.Globalization;

namespace Annarchy.Plots;

/// <summary>Maps a range of values to pixels and chooses round tick positions.</summary>
internal readonly struct PlotAxis
{
    private readonly double _from;
    private readonly double _to;

    public PlotAxis(double minimum, double maximum, double from, double to)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum))
            (minimum, maximum) = (0.0, 1.0);
        if (maximum <= minimum)
            (minimum, maximum) = (minimum - 0.5, minimum + 0.5);
        Minimum = minimum;
        Maximum = maximum;
        _from = from;
        _to = to;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public double ToPixel(double value) => _from + ((value - Minimum) / (Maximum - Minimum) * (_to - _from));

    /// <summary>About <paramref name="count"/> multiples of 1, 2 or 5 times a power of ten within the range.</summary>
    public IEnumerable<double> Ticks(int count = 6)
    {
        var raw = (Maximum - Minimum) / count;
        var magnitude = Math.Pow(10.0, Math.Floor(Math.Log10(raw)));
        var step = (raw / magnitude) switch { < 1.5 => magnitude, < 3.5 => 2.0 * magnitude, < 7.5 => 5.0 * magnitude, _ => 10.0 * magnitude };
        for (var n = Math.Ceiling((Minimum / step) - 1e-9); n * step <= Maximum + (1e-9 * step); n++)
            yield return n * step;
    }

    public static string Label(double value) => (Math.Abs(value) < 1e-12 ? 0.0 : value).ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>The smallest range that holds all finite values, widened by a fraction on both sides.</summary>
    public static (double Minimum, double Maximum) RangeOf(IEnumerable<double> values, double margin = 0.04)
    {
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        var extra = margin * (maximum - minimum);
        return (minimum - extra, maximum + extra);
    }
}
