using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

/// <summary>
/// Trigonometric functions of angles too large for a reduction by a pi/2 of three parts: one at a time, with as much of 2/pi as
/// the angle needs (M. H. Payne and R. N. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
/// </summary>
internal static class HugeAngle
{
    /// <summary>From here on single-precision angles are reduced here.</summary>
    public const float Single = 32768f;

    /// <summary>From here on double-precision angles are reduced here.</summary>
    public const double Double = 1073741824.0;

    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiTail = 6.123233995736766e-17;

    /// <summary>The bits of 2/pi after the binary point, as many as the largest double needs.</summary>
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    public static double Sin(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        var value = Quadrant(Reduce(x, out var r, out var tail), r, tail);
        return x < 0.0 ? -value : value;
    }

    public static double Cos(double x) =>
        double.IsFinite(x) ? Quadrant(Reduce(x, out var r, out var tail) + 1, r, tail) : double.NaN;

    public static double Tan(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        var quadrant = Reduce(x, out var r, out var tail);
        var value = Quadrant(quadrant, r, tail) / Quadrant(quadrant + 1, r, tail);
        return x < 0.0 ? -value : value;
    }

    /// <summary>sin(quadrant pi/2 + r + tail).</summary>
    private static double Quadrant(int quadrant, double r, double tail)
    {
        var sine = VectorMath.Sin(Vector128.CreateScalar(r)).ToScalar();
        var cosine = VectorMath.Cos(Vector128.CreateScalar(r)).ToScalar();
        var value = (quadrant & 1) == 0
            ? Math.FusedMultiplyAdd(tail, cosine, sine)
            : Math.FusedMultiplyAdd(-tail, sine, cosine);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>|x| = quadrant pi/2 + r + tail with |r| &lt;= pi/4, for |x| at least 1; the quadrant is modulo 4.</summary>
    private static int Reduce(double x, out double r, out double tail)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var mantissa = (bits & 0x000F_FFFF_FFFF_FFFF) | 0x0010_0000_0000_0000;
        var exponent = (int)((bits >> 52) & 0x7FF) - 1075;

        // Bits of 2/pi above 2^(2 - exponent) contribute whole turns. The next 192 leave more than 64 after any cancellation.
        var skipped = Math.Max(exponent - 2, 0);
        var low = (UInt128)mantissa * Window(skipped + 128);
        var middle = (UInt128)mantissa * Window(skipped + 64) + (low >> 64);
        var upper = (UInt128)mantissa * Window(skipped) + (middle >> 64);
        var lower = new UInt128((ulong)middle, (ulong)low);

        // Align the binary point behind the two bits of the quadrant.
        var shift = 62 + exponent - skipped;
        upper = (upper << shift) | (lower >> (128 - shift));
        lower <<= shift;
        var quadrant = (int)(upper >> 126);
        var fraction = (upper << 2) | (lower >> 126);
        var negative = (fraction >> 127) != 0;
        if (negative)
        {
            fraction = UInt128.Zero - fraction;
            quadrant++;
        }

        var zeros = (int)UInt128.LeadingZeroCount(fraction);
        fraction <<= zeros;
        var head = Math.ScaleB((ulong)(fraction >> 75), -53 - zeros);
        var rest = Math.ScaleB((ulong)(fraction >> 12) & 0x7FFF_FFFF_FFFF_FFFF, -116 - zeros);

        r = head * HalfPi;
        tail = Math.FusedMultiplyAdd(head, HalfPi, -r) + Math.FusedMultiplyAdd(head, HalfPiTail, rest * HalfPi);
        if (negative)
        {
            r = -r;
            tail = -tail;
        }

        return quadrant;
    }

    /// <summary>64 bits of 2/pi.</summary>
    private static ulong Window(int firstBit)
    {
        var word = firstBit >> 6;
        var shift = firstBit & 63;
        return shift == 0 ? TwoOverPi[word] : (TwoOverPi[word] << shift) | (TwoOverPi[word + 1] >> (64 - shift));
    }
}
