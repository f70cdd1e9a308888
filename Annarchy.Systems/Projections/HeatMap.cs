using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Annarchy.Projections;

/// <summary>A matrix as a picture: grey from the smallest to the largest value, or blue over white to red where there are values of both signs.</summary>
internal sealed class HeatMap
{
    private readonly double[,] _values;
    private readonly double _low;
    private readonly double _high;

    public HeatMap(double[,] values)
    {
        _values = values;
        var finite = values.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0.0).ToArray();
        (_low, _high) = (finite.Min(), finite.Max());
        if (_low < 0.0 && _high > 0.0)
        {
            _high = Math.Max(-_low, _high);
            _low = -_high;
        }
    }

    private int Height => _values.GetLength(0);

    private int Width => _values.GetLength(1);

    /// <summary>Writes Portable Network Graphics, one square of pixels per element.</summary>
    public void WritePng(Stream stream, int scale)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width * scale);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height * scale);
        (header[8], header[9]) = (8, 2);
        WriteChunk(stream, "IHDR"u8, header);

        using var pixels = new MemoryStream();
        using (var compressed = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (3 * Width * scale)];
            for (var y = 0; y < Height * scale; y++)
            {
                for (var x = 0; x < Width * scale; x++)
                    (line[1 + (3 * x)], line[2 + (3 * x)], line[3 + (3 * x)]) = Colour(_values[y / scale, x / scale]);
                compressed.Write(line);
            }
        }

        WriteChunk(stream, "IDAT"u8, pixels.ToArray());
        WriteChunk(stream, "IEND"u8, []);
    }

    /// <summary>Writes Scalable Vector Graphics; elements of one colour side by side are one rectangle.</summary>
    public void WriteSvg(TextWriter writer, int scale)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width * scale}\" height=\"{Height * scale}\" viewBox=\"0 0 {Width} {Height}\" shape-rendering=\"crispEdges\">"));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width;)
            {
                var colour = Colour(_values[y, x]);
                var first = x;
                while (x < Width && Colour(_values[y, x]) == colour)
                    x++;
                writer.WriteLine($"<rect x=\"{first}\" y=\"{y}\" width=\"{x - first}\" height=\"1\" fill=\"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}\"/>");
            }
        }

        writer.WriteLine("</svg>");
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(kind);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        stream.Write(number);
    }

    /// <summary>The cyclic redundancy check of ISO 3309.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }

    private (byte Red, byte Green, byte Blue) Colour(double value)
    {
        if (!double.IsFinite(value))
            return (255, 255, 255);
        if (_low >= 0.0 || _high <= 0.0)
        {
            var grey = (byte)(_high > _low ? 255.0 * (value - _low) / (_high - _low) : 0.0);
            return (grey, grey, grey);
        }

        var pale = (byte)(255.0 * (1.0 - (Math.Abs(value) / _high)));
        return value >= 0.0 ? ((byte)255, pale, pale) : (pale, pale, (byte)255);
    }
}
