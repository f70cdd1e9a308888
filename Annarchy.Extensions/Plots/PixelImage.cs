using System.Buffers.Binary;
using System.IO.Compression;

namespace Annarchy.Plots;

/// <summary>An image of coloured pixels as Portable Network Graphics, so that a picture of a million cells stays a small file.</summary>
internal static class PixelImage
{
    /// <summary>Encodes pixels of 24 bits.</summary>
    /// <param name="width">Pixels per line.</param>
    /// <param name="height">Lines.</param>
    /// <param name="colour">Colour of a pixel by line and column.</param>
    public static byte[] Encode(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        using var data = new MemoryStream();
        using (var compressed = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (3 * width)];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                    (line[1 + (3 * x)], line[2 + (3 * x)], line[3 + (3 * x)]) = colour(y, x);
                compressed.Write(line);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var image = new MemoryStream();
        image.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(image, "IHDR"u8, header);
        WriteChunk(image, "IDAT"u8, data.ToArray());
        WriteChunk(image, "IEND"u8, []);
        return image.ToArray();
    }

    private static void WriteChunk(MemoryStream image, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(type);
        image.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        image.Write(number);
    }

    /// <summary>CRC-32 (ISO 3309), bit by bit.</summary>
    private static uint Checksum(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}
