namespace Annarchy.Plots;

/// <summary>How often values fall into bins of equal width.</summary>
public sealed class HistogramPlot : Plot
{
    private readonly double[] _edges;
    private readonly double[] _counts;

    /// <summary>Counts values in bins over their range.</summary>
    /// <param name="values">The values; not finite ones are left out.</param>
    /// <param name="bins">How many bins.</param>
    public HistogramPlot(double[] values, int bins = 50)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var finite = Array.FindAll(values, double.IsFinite);
        var (minimum, maximum) = finite.Length == 0 ? (0.0, 1.0) : (finite.Min(), finite.Max());
        var width = maximum > minimum ? (maximum - minimum) / bins : 1.0 / bins;
        _edges = [.. Enumerable.Range(0, bins + 1).Select(i => minimum + (i * width))];
        _counts = new double[bins];
        foreach (var value in finite)
            _counts[Math.Min((int)((value - minimum) / width), bins - 1)]++;
        YLabel = "count";
    }

    internal override ((double Minimum, double Maximum) X, (double Minimum, double Maximum) Y) Ranges() =>
        ((_edges[0], _edges[^1]), (0.0, 1.05 * Math.Max(1.0, _counts.Max())));

    internal override void Draw(Canvas canvas, PlotAxis x, PlotAxis y)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            var (left, right) = (x.ToPixel(_edges[i]), x.ToPixel(_edges[i + 1]));
            canvas.Rectangle(left, y.ToPixel(_counts[i]), right - left, y.ToPixel(0.0) - y.ToPixel(_counts[i]), Palette[0], "white");
        }
    }
}
