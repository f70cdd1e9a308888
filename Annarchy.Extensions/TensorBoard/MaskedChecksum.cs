using System.Numerics;

namespace Annarchy.TensorBoard;

/// <summary>CRC-32C (Castagnoli), rotated and shifted so that data which contain their own checksum have another one.</summary>
internal static class MaskedChecksum
{
    private const uint Delta = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + Delta;
    }
}
