using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Emit;

/// <summary>Bits of the vectors a kernel works on.</summary>
internal enum VectorWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>What the machine offers.</summary>
internal static class VectorWidths
{
    /// <summary>The widest vectors that the machine has registers for.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>Bytes of a vector.</summary>
    public static int Bytes(this VectorWidth width) => (int)width / 8;
}
