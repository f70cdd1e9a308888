namespace Annarchy.Images;

/// <summary>A grey or coloured image, whose values lie between 0 and 1.</summary>
public sealed class Image
{
    /// <summary>Most pixels an image may have; larger ones are refused before memory is taken for them.</summary>
    public const int MaxPixels = 1 << 25;

    private readonly float[] _values;

    /// <summary>Creates an image.</summary>
    /// <param name="width">Pixels per row, positive.</param>
    /// <param name="height">Rows, positive.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="values">Values from 0 to 1: rows from the top, pixels from the left, channels of a pixel side by side.</param>
    /// <exception cref="ArgumentException">The size or the channels are not possible, or there is not one value for each.</exception>
    public Image(int width, int height, int channels, ReadOnlySpan<float> values)
        : this(width, height, channels, Checked(width, height, channels, values.Length, nameof(values)) ? values.ToArray() : [])
    {
    }

    private Image(int width, int height, int channels, float[] values) => (Width, Height, Channels, _values) = (width, height, channels, values);

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>Values from 0 to 1: rows from the top, pixels from the left, channels of a pixel side by side.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Creates an image from bytes, as cameras and renderers give them.</summary>
    /// <param name="width">Pixels per row, positive.</param>
    /// <param name="height">Rows, positive.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="pixels">Bytes: 0 becomes 0, 255 becomes 1.</param>
    /// <exception cref="ArgumentException">The size or the channels are not possible, or there is not one byte for each.</exception>
    public static Image FromBytes(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        Checked(width, height, channels, pixels.Length, nameof(pixels));
        var values = new float[pixels.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255.0f;
        return new Image(width, height, channels, values);
    }

    /// <summary>Reads an image file.</summary>
    /// <param name="path">
    /// The file. PNG (<c>.png</c>) and PNM (<c>.pbm</c>, <c>.pgm</c>, <c>.ppm</c>) are read without further libraries; JPEG, GIF (its first frame), BMP and others
    /// take the library GDK-PixBuf. The content decides, not the extension. Transparency is ignored.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, is no image, or is larger than <see cref="MaxPixels"/>.</exception>
    /// <exception cref="DllNotFoundException">The format takes GDK-PixBuf, which is not installed; the message says how to get it.</exception>
    public static Image Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
        Span<byte> start = stackalloc byte[8];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        try
        {
            if (PngReader.Recognises(start))
                return PngReader.Read(stream);
            return PnmReader.Recognises(start) ? PnmReader.Read(stream) : GdkPixbuf.Read(path);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"Image '{path}' is cut off.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Image '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The image in another size: each new pixel is the mean of those it covers, or lies between its neighbours.</summary>
    /// <param name="width">Pixels per row, positive.</param>
    /// <param name="height">Rows, positive.</param>
    public Image Resize(int width, int height)
    {
        Check(width, height);
        return (width, height) == (Width, Height) ? this : new Image(width, height, Channels, Resampling.Resize(_values, Width, Height, Channels, width, height));
    }

    /// <summary>The luminance of the image: 0.299 red + 0.587 green + 0.114 blue (ITU-R recommendation BT.601).</summary>
    public Image ToGrey()
    {
        if (Channels == 1)
            return this;
        var grey = new float[Width * Height];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (0.299f * _values[3 * i]) + (0.587f * _values[(3 * i) + 1]) + (0.114f * _values[(3 * i) + 2]);
        return new Image(Width, Height, 1, grey);
    }

    /// <summary>The image with three channels, which are alike if it was grey.</summary>
    public Image ToColour()
    {
        if (Channels == 3)
            return this;
        var colours = new float[3 * _values.Length];
        for (var i = 0; i < colours.Length; i++)
            colours[i] = _values[i / 3];
        return new Image(Width, Height, 3, colours);
    }

    /// <summary>Writes the image as PNG.</summary>
    /// <param name="path">The file; directories are created.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var pixels = new byte[_values.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)MathF.Round(255.0f * Math.Clamp(_values[i], 0.0f, 1.0f));
        File.WriteAllBytes(path, PngWriter.Encode(pixels, Width, Height, Channels));
    }

    /// <summary>An image of values that were checked, without a copy.</summary>
    internal static Image Taking(int width, int height, int channels, float[] values) => new(width, height, channels, values);

    /// <summary>Copies the values, as wide as the destination.</summary>
    internal void CopyTo(Span<double> destination)
    {
        for (var i = 0; i < _values.Length; i++)
            destination[i] = _values[i];
    }

    /// <summary>Refuses sizes of images that files claim.</summary>
    /// <exception cref="InvalidDataException">The size is not possible.</exception>
    internal static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
            throw new InvalidDataException($"it has {width} x {height} pixels.");
        if (width > MaxPixels / height)
            throw new InvalidDataException($"it has {width} x {height} pixels; at most {MaxPixels} are read.");
    }

    private static void Check(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height, MaxPixels, nameof(width));
    }

    private static bool Checked(int width, int height, int channels, int count, string parameter)
    {
        Check(width, height);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 channel (grey) or 3 (red, green, blue).");
        if (count != (long)width * height * channels)
            throw new ArgumentException($"{width} x {height} pixels of {channels} channels are not {count} values.", parameter);
        return true;
    }
}
