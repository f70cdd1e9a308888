using System.Buffers.Binary;
using System.IO.Compression;

namespace Annarchy.Images;

/// <summary>Writes images as Portable Network Graphics (ISO 15948) of 8 bits per channel, without filters.</summary>
public static class PngWriter
{
    private const int Grey = 1;
    private const int Colour = 3;

    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">Rows from the top, pixels from the left, channels of a pixel side by side.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <returns>The content of a <c>.png</c> file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is not positive, or the channels are neither 1 nor 3.</exception>
    /// <exception cref="ArgumentException">There are not as many bytes as width, height and channels say.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels = Colour)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (Grey or Colour))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 channel (grey) or 3 (red, green, blue).");
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"{width} x {height} pixels of {channels} channels are not {pixels.Length} bytes.", nameof(pixels));
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, (byte)(channels == Grey ? 0 : 2));
        using var image = new MemoryStream();
        image.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(image, "IHDR"u8, header);
        WriteChunk(image, "IDAT"u8, Compress(pixels, width * channels));
        WriteChunk(image, "IEND"u8, []);
        return image.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> pixels, int row)
    {
        var data = new MemoryStream();
        using (var compressed = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (; !pixels.IsEmpty; pixels = pixels[row..])
            {
                compressed.WriteByte(0);
                compressed.Write(pixels[..row]);
            }
        }

        return data.GetBuffer().AsSpan(0, (int)data.Length);
    }

    private static void WriteChunk(MemoryStream image, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(type);
        image.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksum.Of(type, data));
        image.Write(number);
    }
}
