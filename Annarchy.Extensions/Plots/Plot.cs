namespace Annarchy.Plots;

/// <summary>A picture with two axes, written as SVG or PNG. Derived classes say what is inside the frame.</summary>
public abstract class Plot
{
    private const double Left = 72.0;
    private const double Right = 24.0;
    private const double Top = 40.0;
    private const double Bottom = 52.0;

    /// <summary>Line above the frame.</summary>
    public string Title { get; set; } = string.Empty;

    /// <summary>Quantity and unit along the horizontal axis.</summary>
    public string XLabel { get; set; } = string.Empty;

    /// <summary>Quantity and unit along the vertical axis.</summary>
    public string YLabel { get; set; } = string.Empty;

    /// <summary>Width of the picture, pixels.</summary>
    public double Width { get; set; } = 900.0;

    /// <summary>Height of the picture, pixels.</summary>
    public double Height { get; set; } = 480.0;

    /// <summary>The colours of successive series.</summary>
    internal static IReadOnlyList<string> Palette { get; } =
        ["#1f5fa8", "#d1495b", "#2e8b57", "#e09f3e", "#7b4ea3", "#3aa6b9", "#8d6e63", "#555555"];

    /// <summary>Width kept free at the right of the frame, for a colour scale.</summary>
    internal virtual double Reserve => 0.0;

    /// <summary>Whether the vertical axis grows downwards, as the rows of a matrix do.</summary>
    internal virtual bool Downwards => false;

    /// <summary>The picture as an SVG document.</summary>
    public string ToSvg()
    {
        var canvas = new SvgCanvas();
        Draw(canvas);
        return canvas.ToSvg(Width, Height);
    }

    /// <summary>The picture as Portable Network Graphics, with text in a plain font of its own.</summary>
    public byte[] ToPng() => Rasterise().ToPng();

    /// <summary>Writes the picture to a file.</summary>
    /// <param name="path">Where to; PNG if it ends with <c>.png</c>, else SVG. Directories are created.</param>
    public void Save(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        if (Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
            File.WriteAllBytes(path, ToPng());
        else
            File.WriteAllText(path, ToSvg());
    }

    /// <summary>The picture as pixels.</summary>
    internal PixelImage Rasterise()
    {
        var canvas = new RasterCanvas((int)Math.Ceiling(Width), (int)Math.Ceiling(Height));
        Draw(canvas);
        return canvas.Pixels;
    }

    private void Draw(Canvas canvas)
    {
        var ((xMinimum, xMaximum), (yMinimum, yMaximum)) = Ranges();
        var x = new PlotAxis(xMinimum, xMaximum, Left, Width - Right - Reserve);
        var y = Downwards ? new PlotAxis(yMinimum, yMaximum, Top, Height - Bottom) : new PlotAxis(yMinimum, yMaximum, Height - Bottom, Top);
        DrawFrame(canvas, x, y);
        Draw(canvas, x, y);
    }

    /// <summary>Ranges of the two axes.</summary>
    internal abstract ((double Minimum, double Maximum) X, (double Minimum, double Maximum) Y) Ranges();

    /// <summary>Draws what is inside the frame.</summary>
    internal abstract void Draw(Canvas canvas, PlotAxis x, PlotAxis y);

    private void DrawFrame(Canvas canvas, PlotAxis x, PlotAxis y)
    {
        var (left, right) = (x.ToPixel(x.Minimum), x.ToPixel(x.Maximum));
        var (bottom, top) = (Height - Bottom, Top);
        foreach (var tick in x.Ticks())
        {
            canvas.Line(x.ToPixel(tick), bottom, x.ToPixel(tick), bottom + 5, "#333");
            canvas.Text(x.ToPixel(tick), bottom + 19, PlotAxis.Label(tick));
        }

        foreach (var tick in y.Ticks())
        {
            canvas.Line(left - 5, y.ToPixel(tick), left, y.ToPixel(tick), "#333");
            canvas.Text(left - 8, y.ToPixel(tick) + 4, PlotAxis.Label(tick), anchor: "end");
        }

        canvas.Line(left, bottom, right, bottom, "#333");
        canvas.Line(left, bottom, left, top, "#333");
        canvas.Text((left + right) / 2, 24, Title, 15, weight: "bold");
        canvas.Text((left + right) / 2, Height - 12, XLabel, 13);
        canvas.Text(20, (top + bottom) / 2, YLabel, 13, rotate: -90);
    }
}
