namespace Annarchy.Images;

/// <summary>The checksum of the parts of a PNG file: CRC-32 (ISO 3309).</summary>
internal static class PngChecksum
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(i => Shift((uint)i))];

    /// <summary>The checksum of a part.</summary>
    /// <param name="type">Its four letters.</param>
    /// <param name="data">What it holds.</param>
    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Add(Add(uint.MaxValue, type), data);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = (crc >> 8) ^ s_table[(byte)(crc ^ value)];
        return crc;
    }

    private static uint Shift(uint crc)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return crc;
    }
}
