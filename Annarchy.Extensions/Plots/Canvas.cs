namespace Annarchy.Plots;

/// <summary>What a plot draws on: lengths in pixels from the top left corner, colours as in SVG (<c>#rrggbb</c>, <c>#rgb</c>, <c>white</c>).</summary>
internal abstract class Canvas
{
    public abstract void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1.0);

    public abstract void Rectangle(double x, double y, double width, double height, string fill, string? stroke = null);

    /// <param name="x">Where the anchor is: the start, the middle or the end of the line.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="rotate">Clockwise, degrees.</param>
    public abstract void Text(
        double x, double y, string text, double size = 12.0, string anchor = "middle", double rotate = 0.0, string weight = "normal");

    /// <summary>A line through points; NaN breaks it.</summary>
    public abstract void Polyline(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, string stroke, double width = 1.2);

    /// <summary>Small squares of one colour.</summary>
    public abstract void Dots(IEnumerable<(double X, double Y)> points, double size, string fill);

    /// <summary>An image stretched over a rectangle, its pixels with sharp edges.</summary>
    public abstract void Image(double x, double y, double width, double height, PixelImage image);
}
