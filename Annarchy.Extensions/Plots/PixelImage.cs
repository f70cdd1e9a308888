using Annarchy.Images;

namespace Annarchy.Plots;

/// <summary>Coloured pixels.</summary>
internal sealed class PixelImage
{
    private readonly byte[] _pixels;

    public PixelImage(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                this[x, y] = colour(y, x);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            var at = 3 * ((y * Width) + x);
            return (_pixels[at], _pixels[at + 1], _pixels[at + 2]);
        }

        set
        {
            var at = 3 * ((y * Width) + x);
            (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = value;
        }
    }

    public byte[] ToPng() => PngWriter.Encode(_pixels, Width, Height);
}
