namespace Annarchy.Plots;

/// <summary>One dot per spike: time across, neuron rank up. Several groups of neurons get a colour each.</summary>
public sealed class RasterPlot : Plot
{
    private readonly List<(double[] Times, int[] Ranks, string? Label)> _groups = [];

    /// <summary>Creates an empty raster.</summary>
    public RasterPlot()
    {
        XLabel = "time (ms)";
        YLabel = "neuron";
    }

    /// <summary>Adds spikes.</summary>
    /// <param name="times">When, ms.</param>
    /// <param name="ranks">Who; as many as <paramref name="times"/>.</param>
    /// <param name="label">Name of the group.</param>
    /// <returns>This plot, to chain calls.</returns>
    /// <exception cref="ArgumentException">The two arrays differ in length.</exception>
    public RasterPlot Add(double[] times, int[] ranks, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(ranks);
        if (times.Length != ranks.Length)
            throw new ArgumentException($"A raster needs one rank per time: {times.Length} times, {ranks.Length} ranks.", nameof(ranks));
        _groups.Add((times, ranks, label));
        return this;
    }

    internal override double Reserve => Legend.WidthOf(_groups.Select(g => g.Label));

    internal override ((double Minimum, double Maximum) X, (double Minimum, double Maximum) Y) Ranges() => (
        PlotAxis.RangeOf(_groups.SelectMany(g => g.Times), 0.01),
        PlotAxis.RangeOf(_groups.SelectMany(g => g.Ranks.Select(r => (double)r)), 0.02));

    internal override void Draw(Canvas canvas, PlotAxis x, PlotAxis y)
    {
        var count = _groups.Sum(g => g.Times.Length);
        var size = count switch { < 2_000 => 2.4, < 20_000 => 1.6, _ => 1.0 };
        for (var g = 0; g < _groups.Count; g++)
        {
            var (times, ranks, label) = _groups[g];
            var colour = Palette[g % Palette.Count];
            canvas.Dots(Distinct(times.Select((time, i) => (x.ToPixel(time), y.ToPixel(ranks[i])))), size, colour);
            if (label is not null)
                Legend.Entry(canvas, Width, g, colour, label);
        }
    }

    /// <summary>Points that differ by a quarter of a pixel: of millions of spikes no more than anybody sees.</summary>
    private static IEnumerable<(double X, double Y)> Distinct(IEnumerable<(double X, double Y)> points) =>
        points.DistinctBy(p => ((int)(4.0 * p.X), (int)(4.0 * p.Y)));
}
