namespace Annarchy.Images;

/// <summary>Reads the portable any-map formats of Netpbm, P1 to P6: bitmaps, grey and colour maps, as text or as bytes.</summary>
internal static class PnmReader
{
    private const int MostDigits = 9;

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        start.Length > 2 && start[0] == 'P' && start[1] is >= (byte)'1' and <= (byte)'6' && char.IsWhiteSpace((char)start[2]);

    /// <exception cref="InvalidDataException">The content is damaged.</exception>
    /// <exception cref="EndOfStreamException">The content is cut off.</exception>
    public static Image Read(Stream file)
    {
        using var stream = new BufferedStream(file, 1 << 16);
        stream.ReadByte();
        var kind = stream.ReadByte() - '0';
        var (isText, channels) = (kind <= 3, kind is 3 or 6 ? 3 : 1);
        var (width, height) = (ReadNumber(stream), ReadNumber(stream));
        Image.CheckSize(width, height);
        var isBitmap = kind is 1 or 4;
        var max = isBitmap ? 1 : ReadNumber(stream);
        if (max is < 1 or > ushort.MaxValue)
            throw new InvalidDataException($"its largest value is {max}; it lies between 1 and {ushort.MaxValue}.");

        if ((long)width * height * channels > (kind == 4 ? 8 * file.Length : file.Length))
            throw new EndOfStreamException();

        // Bitmaps count ink: 1 is black.
        var values = new float[width * height * channels];
        for (var row = 0; row < height; row++)
        {
            var line = values.AsSpan(row * width * channels, width * channels);
            if (kind == 4)
                ReadBits(stream, line);
            else if (isText)
                ReadText(stream, line, max, isBitmap);
            else
                ReadBytes(stream, line, max);
        }

        return Image.Taking(width, height, channels, values);
    }

    private static void ReadBits(Stream stream, Span<float> line)
    {
        var bits = 0;
        for (var i = 0; i < line.Length; i++)
        {
            bits = i % 8 == 0 ? ReadByte(stream) : bits << 1;
            line[i] = (bits & 0x80) != 0 ? 0.0f : 1.0f;
        }
    }

    private static void ReadText(Stream stream, Span<float> line, int max, bool isBitmap)
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = isBitmap ? 1.0f - ReadDigit(stream) : Scaled(ReadNumber(stream), max);
    }

    private static void ReadBytes(Stream stream, Span<float> line, int max)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var value = ReadByte(stream);
            line[i] = Scaled(max > byte.MaxValue ? (value << 8) | ReadByte(stream) : value, max);
        }
    }

    private static float Scaled(int value, int max) =>
        value <= max ? (float)value / max : throw new InvalidDataException($"it holds the value {value}; its largest is {max}.");

    /// <summary>A digit of a bitmap, which need not be separated from the next.</summary>
    private static int ReadDigit(Stream stream) => ReadVisible(stream) switch
    {
        '0' => 0,
        '1' => 1,
        var other => throw new InvalidDataException($"it holds '{(char)other}' where a 0 or 1 belongs."),
    };

    /// <summary>A number and the white space after it.</summary>
    private static int ReadNumber(Stream stream)
    {
        var number = 0;
        var (value, digits) = (ReadVisible(stream), 0);
        for (; value is >= '0' and <= '9' && digits < MostDigits; digits++)
        {
            number = (10 * number) + value - '0';
            value = stream.ReadByte();
        }

        if (digits == 0 || !(value < 0 || char.IsWhiteSpace((char)value)))
            throw new InvalidDataException("it holds something else where a number belongs.");
        return number;
    }

    /// <summary>Skips white space and comments.</summary>
    private static int ReadVisible(Stream stream)
    {
        while (true)
        {
            var value = ReadByte(stream);
            if (value == '#')
            {
                while (value != '\n')
                    value = ReadByte(stream);
            }

            if (!char.IsWhiteSpace((char)value))
                return value;
        }
    }

    private static int ReadByte(Stream stream)
    {
        var value = stream.ReadByte();
        return value >= 0 ? value : throw new EndOfStreamException();
    }
}
