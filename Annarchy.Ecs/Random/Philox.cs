using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Annarchy.Randomness;

/// <summary>
/// Philox 4x32-10, a counter-based generator: 128 bits of counter and 64 bits of key give 128 random bits
/// (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, <i>Parallel random numbers: as easy as 1, 2, 3</i>, SC 2011).
/// </summary>
internal static unsafe class Philox
{
    /// <summary>Blocks of a group; their numbers are consecutive.</summary>
    public const int BlocksPerGroup = 16;

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>One block of four random words.</summary>
    public static (uint W0, uint W1, uint W2, uint W3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var p0 = (ulong)Multiplier0 * c0;
            var p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>The 64 words of a group: word 0 of its blocks in order, then their words 1, 2 and 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Words(uint* destination, uint group, in RandomKey key)
    {
        if (Avx512F.IsSupported)
        {
            var even = Vector512.Create((ulong)(group * BlocksPerGroup)) + Vector512.Create(0ul, 2, 4, 6, 8, 10, 12, 14);
            var (a0, b0) = (even, even + Vector512<ulong>.One);
            Run(in key, ref a0, ref b0, out var a1, out var a2, out var a3, out var b1, out var b2, out var b3);
            var words = (ulong*)destination;
            Join(a0, b0).Store(words);
            Join(a1, b1).Store(words + 8);
            Join(a2, b2).Store(words + 16);
            Join(a3, b3).Store(words + 24);
            return;
        }

        for (var first = 0; first < BlocksPerGroup; first += 2 * Vector<ulong>.Count)
        {
            var even = new Vector<ulong>((group * BlocksPerGroup) + (uint)first) + (Vector<ulong>.Indices << 1);
            var (a0, b0) = (even, even + Vector<ulong>.One);
            Run(in key, ref a0, ref b0, out var a1, out var a2, out var a3, out var b1, out var b2, out var b3);
            var words = (ulong*)(destination + first);
            Join(a0, b0).Store(words);
            Join(a1, b1).Store(words + 8);
            Join(a2, b2).Store(words + 16);
            Join(a3, b3).Store(words + 24);
        }
    }

    /// <summary>The 32 long words of a group: words 0 and 1 of its blocks in order, low word first, then their words 2 and 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LongWords(ulong* destination, uint group, in RandomKey key)
    {
        if (Avx512F.IsSupported)
        {
            var lower = Vector512.Create((ulong)(group * BlocksPerGroup)) + Vector512<ulong>.Indices;
            var (a0, b0) = (lower, lower + Vector512.Create(8ul));
            Run(in key, ref a0, ref b0, out var a1, out var a2, out var a3, out var b1, out var b2, out var b3);
            Join(a0, a1).Store(destination);
            Join(b0, b1).Store(destination + 8);
            Join(a2, a3).Store(destination + 16);
            Join(b2, b3).Store(destination + 24);
            return;
        }

        for (var first = 0; first < BlocksPerGroup; first += 2 * Vector<ulong>.Count)
        {
            var lower = new Vector<ulong>((group * BlocksPerGroup) + (uint)first) + Vector<ulong>.Indices;
            var (a0, b0) = (lower, lower + new Vector<ulong>((ulong)Vector<ulong>.Count));
            Run(in key, ref a0, ref b0, out var a1, out var a2, out var a3, out var b1, out var b2, out var b3);
            var words = destination + first;
            Join(a0, a1).Store(words);
            Join(b0, b1).Store(words + Vector<ulong>.Count);
            Join(a2, a3).Store(words + 16);
            Join(b2, b3).Store(words + 16 + Vector<ulong>.Count);
        }
    }

    // Words are in the low halves of 64-bit lanes; what the high halves hold never matters, since multiplications ignore it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(
        in RandomKey key, ref Vector512<ulong> a0, ref Vector512<ulong> b0,
        out Vector512<ulong> a1, out Vector512<ulong> a2, out Vector512<ulong> a3,
        out Vector512<ulong> b1, out Vector512<ulong> b2, out Vector512<ulong> b3)
    {
        var m0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        var m1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        var (x0, y0) = (a0, b0);
        var (x1, x2, x3) = (Vector512.Create((ulong)key.Counter1), Vector512.Create((ulong)key.Counter2), Vector512.Create((ulong)key.Counter3));
        var (y1, y2, y3) = (x1, x2, x3);
        var (k0, k1) = (key.Key0, key.Key1);
        for (var round = 0; round < Rounds; round++)
        {
            var key0 = Vector512.Create((ulong)k0);
            var key1 = Vector512.Create((ulong)k1);
            var px0 = Avx512F.Multiply(x0.AsUInt32(), m0);
            var px1 = Avx512F.Multiply(x2.AsUInt32(), m1);
            var py0 = Avx512F.Multiply(y0.AsUInt32(), m0);
            var py1 = Avx512F.Multiply(y2.AsUInt32(), m1);
            (x0, x1, x2, x3) = ((px1 >>> 32) ^ x1 ^ key0, px1, (px0 >>> 32) ^ x3 ^ key1, px0);
            (y0, y1, y2, y3) = ((py1 >>> 32) ^ y1 ^ key0, py1, (py0 >>> 32) ^ y3 ^ key1, py0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        (a0, a1, a2, a3) = (x0, x1, x2, x3);
        (b0, b1, b2, b3) = (y0, y1, y2, y3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(
        in RandomKey key, ref Vector<ulong> a0, ref Vector<ulong> b0,
        out Vector<ulong> a1, out Vector<ulong> a2, out Vector<ulong> a3,
        out Vector<ulong> b1, out Vector<ulong> b2, out Vector<ulong> b3)
    {
        var m0 = new Vector<ulong>(Multiplier0);
        var m1 = new Vector<ulong>(Multiplier1);
        var (x0, y0) = (a0, b0);
        var (x1, x2, x3) = (new Vector<ulong>(key.Counter1), new Vector<ulong>(key.Counter2), new Vector<ulong>(key.Counter3));
        var (y1, y2, y3) = (x1, x2, x3);
        var (k0, k1) = (key.Key0, key.Key1);
        for (var round = 0; round < Rounds; round++)
        {
            var key0 = new Vector<ulong>(k0);
            var key1 = new Vector<ulong>(k1);
            var px0 = MultiplyLow(x0, m0);
            var px1 = MultiplyLow(x2, m1);
            var py0 = MultiplyLow(y0, m0);
            var py1 = MultiplyLow(y2, m1);
            (x0, x1, x2, x3) = ((px1 >>> 32) ^ x1 ^ key0, px1, (px0 >>> 32) ^ x3 ^ key1, px0);
            (y0, y1, y2, y3) = ((py1 >>> 32) ^ y1 ^ key0, py1, (py0 >>> 32) ^ y3 ^ key1, py0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        (a0, a1, a2, a3) = (x0, x1, x2, x3);
        (b0, b1, b2, b3) = (y0, y1, y2, y3);
    }

    /// <summary>Full products of the low halves of 64-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ulong> MultiplyLow(Vector<ulong> x, Vector<ulong> y)
    {
        if (Avx2.IsSupported && Vector<ulong>.Count == 4)
            return Avx2.Multiply(x.AsVector256().AsUInt32(), y.AsVector256().AsUInt32()).AsVector();
        if (Sse2.IsSupported && Vector<ulong>.Count == 2)
            return Sse2.Multiply(x.AsVector128().AsUInt32(), y.AsVector128().AsUInt32()).AsVector();
        if (AdvSimd.IsSupported && Vector<ulong>.Count == 2)
        {
            return AdvSimd.MultiplyWideningLower(
                AdvSimd.ExtractNarrowingLower(x.AsVector128()), AdvSimd.ExtractNarrowingLower(y.AsVector128())).AsVector();
        }

        var low = new Vector<ulong>(uint.MaxValue);
        return (x & low) * (y & low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Join(Vector512<ulong> low, Vector512<ulong> high) =>
        (low & Vector512.Create((ulong)uint.MaxValue)) | (high << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ulong> Join(Vector<ulong> low, Vector<ulong> high) =>
        (low & new Vector<ulong>(uint.MaxValue)) | (high << 32);
}
