using System.Globalization;

namespace Annarchy.Plots;

/// <summary>Draws pixels: lines and text with smooth edges, on white.</summary>
internal sealed class RasterCanvas : Canvas
{
    private readonly PixelImage _image;

    /// <summary>How much of each pixel the shape in progress covers; 0 everywhere between shapes.</summary>
    private readonly float[] _coverage;

    public RasterCanvas(int width, int height)
    {
        _image = new PixelImage(width, height, (_, _) => (255, 255, 255));
        _coverage = new float[width * height];
    }

    /// <summary>What was drawn so far.</summary>
    public PixelImage Pixels => _image;

    public override void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1.0) =>
        Polyline([x1, x2], [y1, y2], stroke, width);

    public override void Rectangle(double x, double y, double width, double height, string fill, string? stroke = null)
    {
        var colour = ColourOf(fill);
        var (left, top, right, bottom) = (Math.Max(x, 0.0), Math.Max(y, 0.0), Math.Min(x + width, _image.Width), Math.Min(y + height, _image.Height));
        for (var row = (int)top; row < bottom; row++)
        {
            for (var column = (int)left; column < right; column++)
                Blend(column, row, colour, Overlap(column, left, right) * Overlap(row, top, bottom));
        }

        if (stroke is not null)
            Polyline([x, x + width, x + width, x, x], [y, y, y + height, y + height, y], stroke, 1.0);

        static double Overlap(int pixel, double from, double to) => Math.Max(0.0, Math.Min(pixel + 1, to) - Math.Max(pixel, from));
    }

    public override void Text(
        double x, double y, string text, double size = 12.0, string anchor = "middle", double rotate = 0.0, string weight = "normal")
    {
        var width = StrokeFont.WidthOf(text, size);
        var start = anchor switch { "start" => 0.0, "end" => -width, _ => -width / 2.0 };
        var (sine, cosine) = Math.SinCos(rotate * Math.PI / 180.0);
        foreach (var (xs, ys) in StrokeFont.Strokes(text, size))
        {
            for (var i = 0; i < xs.Length; i++)
            {
                var (along, down) = (start + xs[i], ys[i]);
                xs[i] = x + (along * cosine) - (down * sine);
                ys[i] = y + (along * sine) + (down * cosine);
            }

            Polyline(xs, ys, "#222", size / (weight == "bold" ? 7.0 : 10.0));
        }
    }

    public override void Polyline(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, string stroke, double width = 1.2)
    {
        var box = new Box(_image.Width, _image.Height, 0, 0);
        for (var i = 1; i < xs.Length; i++)
        {
            if (double.IsFinite(xs[i - 1] + ys[i - 1] + xs[i] + ys[i]))
                box = box.Join(Cover(xs[i - 1], ys[i - 1], xs[i], ys[i], width / 2.0));
        }

        var colour = ColourOf(stroke);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                ref var coverage = ref _coverage[(y * _image.Width) + x];
                Blend(x, y, colour, coverage);
                coverage = 0.0f;
            }
        }
    }

    public override void Dots(IEnumerable<(double X, double Y)> points, double size, string fill)
    {
        foreach (var (x, y) in points)
            Rectangle(x - (size / 2.0), y - (size / 2.0), size, size, fill);
    }

    public override void Image(double x, double y, double width, double height, PixelImage image)
    {
        var box = BoxAround(x, y, x + width, y + height, 0.0);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var (u, v) = ((column + 0.5 - x) / width, (row + 0.5 - y) / height);
                if (u is >= 0.0 and < 1.0 && v is >= 0.0 and < 1.0)
                    _image[column, row] = image[(int)(u * image.Width), (int)(v * image.Height)];
            }
        }
    }

    /// <summary>Covers the pixels within a radius of a straight line; ends are round.</summary>
    private Box Cover(double x1, double y1, double x2, double y2, double radius)
    {
        var box = BoxAround(Math.Min(x1, x2), Math.Min(y1, y2), Math.Max(x1, x2), Math.Max(y1, y2), radius + 0.5);
        var (dx, dy) = (x2 - x1, y2 - y1);
        var squared = (dx * dx) + (dy * dy);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                var (px, py) = (x + 0.5 - x1, y + 0.5 - y1);
                var along = squared > 0.0 ? Math.Clamp(((px * dx) + (py * dy)) / squared, 0.0, 1.0) : 0.0;
                var distance = double.Hypot(px - (along * dx), py - (along * dy));
                ref var coverage = ref _coverage[(y * _image.Width) + x];
                coverage = Math.Max(coverage, (float)Math.Clamp(radius + 0.5 - distance, 0.0, 1.0));
            }
        }

        return box;
    }

    private Box BoxAround(double left, double top, double right, double bottom, double margin) => new(
        (int)Math.Clamp(Math.Floor(left - margin), 0.0, _image.Width),
        (int)Math.Clamp(Math.Floor(top - margin), 0.0, _image.Height),
        (int)Math.Clamp(Math.Ceiling(right + margin), 0.0, _image.Width),
        (int)Math.Clamp(Math.Ceiling(bottom + margin), 0.0, _image.Height));

    private void Blend(int x, int y, (byte R, byte G, byte B) colour, double share)
    {
        if (share <= 0.0)
            return;
        var (r, g, b) = _image[x, y];
        _image[x, y] = (Mix(r, colour.R), Mix(g, colour.G), Mix(b, colour.B));

        byte Mix(byte below, byte above) => (byte)Math.Round(below + (Math.Min(share, 1.0) * (above - below)));
    }

    private static (byte R, byte G, byte B) ColourOf(string colour) => colour switch
    {
        "white" => (255, 255, 255),
        ['#', var r, var g, var b] => ColourOf($"#{r}{r}{g}{g}{b}{b}"),
        ['#', .. { Length: 6 } digits] => (Part(digits, 0), Part(digits, 2), Part(digits, 4)),
        _ => throw new ArgumentException($"'{colour}' is not a colour the canvas knows.", nameof(colour)),
    };

    private static byte Part(string digits, int at) => byte.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>A rectangle of pixels, without its right and bottom edge.</summary>
    private readonly record struct Box(int Left, int Top, int Right, int Bottom)
    {
        public Box Join(Box other) => new(
            Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
    }
}
