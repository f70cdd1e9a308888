namespace Annarchy.Persistence;

/// <summary>The checksum of ZIP archives (ISO 3309, polynomial 0xEDB88320 reflected), by tables for four bytes at once.</summary>
internal static class Crc32
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues a checksum; the first one is 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        var tables = Tables;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            crc ^= BitConverter.ToUInt32(bytes);
            crc = tables[768 + (crc & 0xFF)] ^ tables[512 + ((crc >> 8) & 0xFF)] ^ tables[256 + ((crc >> 16) & 0xFF)] ^ tables[crc >> 24];
        }

        foreach (var b in bytes)
            crc = tables[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[4 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            tables[i] = crc;
        }

        for (var i = 0; i < 256; i++)
        {
            for (var table = 1; table < 4; table++)
                tables[(table * 256) + i] = tables[tables[((table - 1) * 256) + i] & 0xFF] ^ (tables[((table - 1) * 256) + i] >> 8);
        }

        return tables;
    }
}
