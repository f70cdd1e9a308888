using System.Buffers.Binary;
using System.IO.Compression;

namespace Annarchy.Images;

/// <summary>
/// Reads Portable Network Graphics (ISO 15948): all bit depths, grey, colour and palettes, interlaced or not. Transparency is ignored.
/// </summary>
internal static class PngReader
{
    private const int MostPaletteBytes = 3 * 256;

    /// <summary>No stream of Deflate becomes longer by more than this factor (RFC 1951: 258 bytes from two bits).</summary>
    private const long MostExpansion = 1032;

    private enum ColourType
    {
        Grey = 0,
        Colour = 2,
        Palette = 3,
        GreyAlpha = 4,
        ColourAlpha = 6,
    }

    public static bool Recognises(ReadOnlySpan<byte> start) => start.SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    /// <exception cref="InvalidDataException">The content is damaged.</exception>
    /// <exception cref="EndOfStreamException">The content is cut off.</exception>
    public static Image Read(Stream stream)
    {
        stream.Position += 8;
        var chunk = ReadChunk(stream);
        if (chunk.Type != "IHDR" || chunk.Data.Length != 13)
            throw new InvalidDataException("it does not begin with a header.");
        var header = new Header(chunk.Data);
        byte[] palette = [];
        using var compressed = new MemoryStream();
        while ((chunk = ReadChunk(stream)).Type != "IEND")
        {
            if (chunk.Type == "PLTE")
                palette = chunk.Data.Length is > 0 and <= MostPaletteBytes ? chunk.Data : throw new InvalidDataException("its palette is not possible.");
            else if (chunk.Type == "IDAT")
                compressed.Write(chunk.Data);
            else if (char.IsAsciiLetterUpper(chunk.Type[0]))
                throw new InvalidDataException($"it needs the unknown part '{chunk.Type}'.");
        }

        if (header.Type == ColourType.Palette && palette.Length == 0)
            throw new InvalidDataException("it has no palette.");
        if (header.Height * (1L + header.RowBytes(header.Width)) > MostExpansion * compressed.Length)
            throw new EndOfStreamException();
        compressed.Position = 0;
        using var data = new ZLibStream(compressed, CompressionMode.Decompress);
        return Decode(data, header, palette);
    }

    private static Image Decode(Stream data, Header header, byte[] palette)
    {
        var channels = header.Type is ColourType.Grey or ColourType.GreyAlpha ? 1 : 3;
        var values = new float[header.Width * header.Height * channels];

        // The passes of Adam7: first column and row, and the steps between columns and rows.
        ReadOnlySpan<(int X, int Y, int StepX, int StepY)> passes = header.IsInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach (var pass in passes)
        {
            var columns = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
            if (columns <= 0)
                continue;
            var (row, above) = (new byte[header.RowBytes(columns)], new byte[header.RowBytes(columns)]);
            for (var y = pass.Y; y < header.Height; y += pass.StepY)
            {
                ReadRow(data, row, above, header.PixelBytes);
                for (var column = 0; column < columns; column++)
                {
                    var pixel = ((y * header.Width) + pass.X + (column * pass.StepX)) * channels;
                    for (var channel = 0; channel < channels; channel++)
                    {
                        values[pixel + channel] = header.Type == ColourType.Palette
                            ? FromPalette(palette, header.Sample(row, column), channel)
                            : header.Sample(row, (column * header.Samples) + channel) / (float)header.MaxSample;
                    }
                }

                (row, above) = (above, row);
            }
        }

        return Image.Taking(header.Width, header.Height, channels, values);
    }

    private static float FromPalette(byte[] palette, int index, int channel) =>
        (3 * index) + channel < palette.Length ? palette[(3 * index) + channel] / 255.0f : throw new InvalidDataException("a colour is not in its palette.");

    /// <summary>Reads a row and takes back its filter, which predicted each byte from those to the left and above.</summary>
    private static void ReadRow(Stream data, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        var filter = data.ReadByte();
        data.ReadExactly(row);
        for (var i = 0; i < row.Length && filter != 0; i++)
        {
            int left = i >= pixel ? row[i - pixel] : 0, up = above[i], corner = i >= pixel ? above[i - pixel] : 0;
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                -1 => throw new EndOfStreamException(),
                _ => throw new InvalidDataException($"a row has the unknown filter {filter}."),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int fromLeft = Math.Abs(estimate - left), fromUp = Math.Abs(estimate - up), fromCorner = Math.Abs(estimate - corner);
        if (fromLeft <= fromUp && fromLeft <= fromCorner)
            return left;
        return fromUp <= fromCorner ? up : corner;
    }

    private static (string Type, byte[] Data) ReadChunk(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        var length = BinaryPrimitives.ReadUInt32BigEndian(start);
        if (length > stream.Length - stream.Position)
            throw new EndOfStreamException();
        var data = new byte[length];
        stream.ReadExactly(data);
        Span<byte> checksum = stackalloc byte[4];
        stream.ReadExactly(checksum);
        if (BinaryPrimitives.ReadUInt32BigEndian(checksum) != PngChecksum.Of(start[4..], data))
            throw new InvalidDataException("a checksum is wrong.");
        return (System.Text.Encoding.ASCII.GetString(start[4..]), data);
    }

    /// <summary>What the first chunk says.</summary>
    private readonly struct Header
    {
        private readonly int _bits;

        public Header(ReadOnlySpan<byte> data)
        {
            Image.CheckSize(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
            (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            (_bits, Type, IsInterlaced) = (data[8], (ColourType)data[9], data[12] == 1);
            var fits = Type switch
            {
                ColourType.Grey => _bits is 1 or 2 or 4 or 8 or 16,
                ColourType.Palette => _bits is 1 or 2 or 4 or 8,
                ColourType.Colour or ColourType.GreyAlpha or ColourType.ColourAlpha => _bits is 8 or 16,
                _ => false,
            };
            if (!fits || data[10] != 0 || data[11] != 0 || data[12] > 1)
                throw new InvalidDataException($"its header is not possible: {_bits} bits, colour type {data[9]}.");
        }

        public int Width { get; }

        public int Height { get; }

        public ColourType Type { get; }

        public bool IsInterlaced { get; }

        public int Samples => Type switch
        {
            ColourType.Colour => 3,
            ColourType.GreyAlpha => 2,
            ColourType.ColourAlpha => 4,
            _ => 1,
        };

        public int MaxSample => (1 << _bits) - 1;

        public int PixelBytes => Math.Max(1, Samples * _bits / 8);

        public int RowBytes(int columns) => (int)((((long)columns * Samples * _bits) + 7) / 8);

        public int Sample(ReadOnlySpan<byte> row, int index)
        {
            if (_bits == 8)
                return row[index];
            if (_bits == 16)
                return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
            var bit = index * _bits;
            return (row[bit / 8] >> (8 - _bits - (bit % 8))) & MaxSample;
        }
    }
}
