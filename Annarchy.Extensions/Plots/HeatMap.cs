namespace Annarchy.Plots;

/// <summary>A matrix as coloured cells, row 0 at the top, with a colour scale.</summary>
public sealed class HeatMap : Plot
{
    private const int MostPixels = 1200;

    private readonly double[,] _values;
    private readonly double _minimum;
    private readonly double _maximum;

    /// <summary>Creates a picture of a matrix.</summary>
    /// <param name="values">Rows by columns; NaN is drawn grey.</param>
    /// <param name="minimum">Value of the darkest colour; the smallest value by default.</param>
    /// <param name="maximum">Value of the brightest colour; the largest value by default.</param>
    public HeatMap(double[,] values, double? minimum = null, double? maximum = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
        var (low, high) = PlotAxis.RangeOf(values.Cast<double>(), 0.0);
        _minimum = minimum ?? (double.IsFinite(low) ? low : 0.0);
        _maximum = maximum ?? (double.IsFinite(high) ? high : 1.0);
        XLabel = "column";
        YLabel = "row";
    }

    internal override double Reserve => 76.0;

    internal override bool Downwards => true;

    /// <summary>What the left and right edge of the matrix stand for; null for column numbers.</summary>
    public (double From, double To)? XRange { get; set; }

    internal override ((double Minimum, double Maximum) X, (double Minimum, double Maximum) Y) Ranges() =>
        (XRange ?? (0.0, _values.GetLength(1)), (0.0, _values.GetLength(0)));

    internal override void Draw(Canvas canvas, PlotAxis x, PlotAxis y)
    {
        var (rows, columns) = (_values.GetLength(0), _values.GetLength(1));
        var (left, top, right) = (x.ToPixel(x.Minimum), y.ToPixel(0), x.ToPixel(x.Maximum));
        if (rows > 0 && columns > 0)
            canvas.Image(left, top, right - left, y.ToPixel(rows) - top, Pixels(PixelsFor(rows), PixelsFor(columns)));
        DrawScale(canvas, right + 14.0, top, y.ToPixel(rows) - top);
    }

    /// <summary>Many pixels for a cell, so that viewers that smooth images leave it its edges, but never more than anybody sees.</summary>
    private static int PixelsFor(int cells) => cells < MostPixels ? cells * (MostPixels / cells) : MostPixels;

    /// <summary>The cells as an image; where there are more cells than pixels, a pixel is the mean of several.</summary>
    private PixelImage Pixels(int height, int width)
    {
        var (rows, columns) = (_values.GetLength(0), _values.GetLength(1));
        var span = _maximum > _minimum ? _maximum - _minimum : 1.0;
        return new PixelImage(width, height, (line, pixel) => ColourMap.ColourAt((Mean(line, pixel) - _minimum) / span));

        double Mean(int line, int pixel)
        {
            var (firstRow, firstColumn) = (Place(line, rows, height), Place(pixel, columns, width));
            var endRow = Math.Max(Place(line + 1, rows, height), firstRow + 1);
            var endColumn = Math.Max(Place(pixel + 1, columns, width), firstColumn + 1);
            var sum = 0.0;
            for (var row = firstRow; row < endRow; row++)
            {
                for (var column = firstColumn; column < endColumn; column++)
                    sum += _values[row, column];
            }

            return sum / ((endRow - firstRow) * (endColumn - firstColumn));
        }

        static int Place(int pixel, int cells, int pixels) => (int)((long)pixel * cells / pixels);
    }

    private void DrawScale(Canvas canvas, double left, double top, double height)
    {
        const int steps = 64;
        for (var i = 0; i < steps; i++)
            canvas.Rectangle(left, top + (height * i / steps), 12.0, (height / steps) + 0.5, ColourMap.At(1.0 - ((i + 0.5) / steps)));
        canvas.Text(left + 16.0, top + 10.0, PlotAxis.Label(_maximum), 11, "start");
        canvas.Text(left + 16.0, top + height, PlotAxis.Label(_minimum), 11, "start");
    }
}
