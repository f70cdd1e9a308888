using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Annarchy.Tests.Images;

/// <summary>Reads images of 8 bits per channel without filters, and checks their checksums; shares nothing with what writes them.</summary>
internal sealed class DecodedPng
{
    private readonly byte[] _pixels;

    public DecodedPng(ReadOnlySpan<byte> png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8].ToArray());
        using var data = new MemoryStream();
        var names = new List<string>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            var chunk = png.Slice(at + 4, 4 + length);
            var name = Encoding.ASCII.GetString(chunk[..4]);
            names.Add(name);
            Assert.Equal(Crc(chunk), BinaryPrimitives.ReadUInt32BigEndian(png[(at + 8 + length)..]));
            if (name == "IHDR")
            {
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(chunk[4..]), BinaryPrimitives.ReadInt32BigEndian(chunk[8..]));
                Assert.Equal(8, chunk[12]);
                Channels = chunk[13] switch { 0 => 1, 2 => 3, var kind => throw new InvalidDataException($"colours of kind {kind}") };
                Assert.Equal([0, 0, 0], chunk[14..].ToArray());
            }
            else if (name == "IDAT")
            {
                data.Write(chunk[4..]);
            }

            at += 12 + length;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], names.Distinct());
        data.Position = 0;
        using var plain = new ZLibStream(data, CompressionMode.Decompress);
        var row = Width * Channels;
        _pixels = new byte[row * Height];
        for (var y = 0; y < Height; y++)
        {
            Assert.Equal(0, plain.ReadByte());
            plain.ReadExactly(_pixels, y * row, row);
        }

        Assert.Equal(-1, plain.ReadByte());
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels => _pixels;

    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            var pixel = _pixels.AsSpan(((y * Width) + x) * Channels, Channels);
            return (pixel[0], pixel[Channels / 2], pixel[^1]);
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
