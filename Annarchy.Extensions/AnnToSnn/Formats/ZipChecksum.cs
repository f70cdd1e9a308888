namespace Annarchy.AnnToSnn.Formats;

/// <summary>The checksum of ZIP archives (ISO 3309, polynomial 0xEDB88320 reflected), which .NET does not compare.</summary>
internal static class ZipChecksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Span<uint> table = stackalloc uint[256];
        for (var i = 0; i < table.Length; i++)
        {
            var entry = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry >> 1) ^ ((entry & 1) * 0xEDB88320);
            table[i] = entry;
        }

        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = table[(int)((crc ^ b) & 0xFF)] ^ (crc >> 8);
        return ~crc;
    }
}
