namespace Annarchy.Plots;

/// <summary>Quantities over time (or over anything) as lines.</summary>
public sealed class TracePlot : Plot
{
    private readonly List<(double[] X, double[] Y, string? Label)> _traces = [];

    /// <summary>Creates an empty plot.</summary>
    public TracePlot() => XLabel = "time (ms)";

    /// <summary>Adds a line.</summary>
    /// <param name="x">Positions along the horizontal axis.</param>
    /// <param name="y">Values; as many as <paramref name="x"/>; NaN breaks the line.</param>
    /// <param name="label">Name of the line.</param>
    /// <returns>This plot, to chain calls.</returns>
    /// <exception cref="ArgumentException">The two arrays differ in length.</exception>
    public TracePlot Add(double[] x, double[] y, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Length != y.Length)
            throw new ArgumentException($"A trace needs one value per position: {x.Length} positions, {y.Length} values.", nameof(y));
        _traces.Add((x, y, label));
        return this;
    }

    internal override double Reserve => Legend.WidthOf(_traces.Select(t => t.Label));

    internal override ((double Minimum, double Maximum) X, (double Minimum, double Maximum) Y) Ranges() => (
        PlotAxis.RangeOf(_traces.SelectMany(t => t.X), 0.01), PlotAxis.RangeOf(_traces.SelectMany(t => t.Y), 0.06));

    internal override void Draw(Canvas canvas, PlotAxis x, PlotAxis y)
    {
        for (var i = 0; i < _traces.Count; i++)
        {
            var (xs, ys, label) = _traces[i];
            var colour = Palette[i % Palette.Count];
            int[] kept = [.. Visible(xs, ys, x)];
            canvas.Polyline([.. kept.Select(k => x.ToPixel(xs[k]))], [.. kept.Select(k => y.ToPixel(ys[k]))], colour);
            if (label is not null)
                Legend.Entry(canvas, Width, i, colour, label);
        }
    }

    /// <summary>
    /// Places of the points to draw: all, or of each pixel column of a long line the first, the lowest, the highest and the last one, which
    /// look the same.
    /// </summary>
    private static IEnumerable<int> Visible(double[] xs, double[] ys, PlotAxis x)
    {
        const int most = 5000;
        if (xs.Length <= most)
            return Enumerable.Range(0, xs.Length);
        return Enumerable.Range(0, xs.Length)
            .GroupBy(i => double.IsFinite(ys[i]) ? (int)(2.0 * x.ToPixel(xs[i])) : int.MinValue + i)
            .SelectMany(g => new SortedSet<int> { g.First(), g.MinBy(i => ys[i]), g.MaxBy(i => ys[i]), g.Last() })
            .Order();
    }
}
