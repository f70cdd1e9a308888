namespace Annarchy.TensorBoard;

/// <summary>Values as the bytes of an image, or of several side by side.</summary>
internal sealed class PixelGrid
{
    private const int MostColumns = 8;
    private const int Colours = 3;

    private PixelGrid(int width, int height, int channels) =>
        (Width, Height, Channels, Pixels) = (width, height, channels, new byte[checked(width * height * channels)]);

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    /// <summary>One image of shape (height, width) or (height, width, 3).</summary>
    public static PixelGrid Of(Values image, bool equalize) => Of(image, image.Shape, 1, equalize, equalizePerImage: false, "(height, width)");

    /// <summary>Images of shape (number, height, width) or (number, height, width, 3), eight in a row.</summary>
    public static PixelGrid OfMany(Values images, bool equalize, bool equalizePerImage)
    {
        var shape = images.Shape;
        return Of(images, [.. shape.Skip(1)], shape.Count > 0 ? shape[0] : 0, equalize, equalizePerImage, "(number, height, width)");
    }

    private static PixelGrid Of(Values values, IReadOnlyList<int> shape, int count, bool equalize, bool equalizePerImage, string expected)
    {
        if (values.Count == 0 || !(shape.Count == 2 || (shape.Count == 3 && shape[2] == Colours)))
        {
            throw new ArgumentException(
                $"The values have the shape ({string.Join(", ", values.Shape)}); expected is {expected} for grey, with a last dimension of 3 for colours.",
                nameof(values));
        }

        var (height, width, channels) = (shape[0], shape[1], shape.Count == 3 ? Colours : 1);
        var columns = Math.Min(count, MostColumns);
        var grid = new PixelGrid(columns * width, (count + columns - 1) / columns * height, channels);
        double[] all = values;
        var size = height * width * channels;
        for (var i = 0; i < count; i++)
        {
            var image = all.AsSpan(i * size, size);
            var (low, span) = equalize ? RangeOf(equalizePerImage ? image : all) : (0.0, 1.0);
            for (var row = 0; row < height; row++)
            {
                var target = grid.Pixels.AsSpan(((((i / columns * height) + row) * grid.Width) + (i % columns * width)) * channels, width * channels);
                var source = image.Slice(row * width * channels, width * channels);
                for (var x = 0; x < source.Length; x++)
                    target[x] = (byte)Math.Round(255.0 * (double.IsNaN(source[x]) ? 0.0 : Math.Clamp((source[x] - low) / span, 0.0, 1.0)));
            }
        }

        return grid;
    }

    private static (double Low, double Span) RangeOf(ReadOnlySpan<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return high > low ? (low, high - low) : (double.IsFinite(low) ? low : 0.0, 1.0);
    }
}
