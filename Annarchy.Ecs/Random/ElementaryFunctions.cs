using System.Runtime.CompilerServices;
using System.Numerics;

namespace Annarchy.Randomness;

/// <summary>
/// Logarithm, exponential, sine and cosine made of exactly rounded operations only (add, multiply, divide, fused multiply-add), so
/// that random numbers have the same bits on every machine and at every vector width.
/// </summary>
/// <remarks>
/// The polynomials interpolate at Chebyshev nodes with a relative error below the rounding of the type. Arguments are those that
/// random draws make: positive and normal for the logarithm, moderate for the exponential.
/// </remarks>
internal static class ElementaryFunctions
{
    private const double Ln2High = 0.6931471804855391;
    private const double Ln2Low = 7.440617110012397e-11;
    private const ulong SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const ulong MantissaMask = 0x000FFFFFFFFFFFFF;
    private const uint SqrtHalfBitsSingle = 0x3F3504F3;
    private const uint MantissaMaskSingle = 0x007FFFFF;

    /// <summary>ln x = e ln 2 + 2 artanh(f / (2 + f)), where x = (1 + f) 2^e and 1 + f lies between sqrt(1/2) and sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        var bits = Vector.AsVectorUInt64(x) - new Vector<ulong>(SqrtHalfBits);
        var e = Vector.ConvertToDouble(Vector.AsVectorInt64(bits) >> 52);
        var m = Vector.AsVectorDouble((bits & new Vector<ulong>(MantissaMask)) + new Vector<ulong>(SqrtHalfBits));
        var f = m - Vector<double>.One;
        var s = f / (f + new Vector<double>(2.0));
        var z = s * s;
        var q = new Vector<double>(0.14616449685043406);
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.15331721600556042));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.18182889125261723));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.2222221113479508));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.28571428625975487));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.39999999999899505));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<double>(0.666666666666667));
        var log = Vector.FusedMultiplyAdd(s * z, q, s + s);
        return Vector.FusedMultiplyAdd(e, new Vector<double>(Ln2High), Vector.FusedMultiplyAdd(e, new Vector<double>(Ln2Low), log));
    }

    /// <inheritdoc cref="Log(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        var bits = Vector.AsVectorUInt32(x) - new Vector<uint>(SqrtHalfBitsSingle);
        var e = Vector.ConvertToSingle(Vector.AsVectorInt32(bits) >> 23);
        var m = Vector.AsVectorSingle((bits & new Vector<uint>(MantissaMaskSingle)) + new Vector<uint>(SqrtHalfBitsSingle));
        var f = m - Vector<float>.One;
        var s = f / (f + new Vector<float>(2f));
        var z = s * s;
        var q = new Vector<float>(0.295799494f);
        q = Vector.FusedMultiplyAdd(q, z, new Vector<float>(0.399887806f));
        q = Vector.FusedMultiplyAdd(q, z, new Vector<float>(0.66666685f));
        return Vector.FusedMultiplyAdd(e, new Vector<float>((float)(Ln2High + Ln2Low)), Vector.FusedMultiplyAdd(s * z, q, s + s));
    }

    /// <inheritdoc cref="Log(Vector{double})"/>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x) - SqrtHalfBits;
        var e = (double)((long)bits >> 52);
        var m = BitConverter.UInt64BitsToDouble((bits & MantissaMask) + SqrtHalfBits);
        var f = m - 1.0;
        var s = f / (f + 2.0);
        var z = s * s;
        var q = 0.14616449685043406;
        q = Math.FusedMultiplyAdd(q, z, 0.15331721600556042);
        q = Math.FusedMultiplyAdd(q, z, 0.18182889125261723);
        q = Math.FusedMultiplyAdd(q, z, 0.2222221113479508);
        q = Math.FusedMultiplyAdd(q, z, 0.28571428625975487);
        q = Math.FusedMultiplyAdd(q, z, 0.39999999999899505);
        q = Math.FusedMultiplyAdd(q, z, 0.666666666666667);
        var log = Math.FusedMultiplyAdd(s * z, q, s + s);
        return Math.FusedMultiplyAdd(e, Ln2High, Math.FusedMultiplyAdd(e, Ln2Low, log));
    }

    /// <summary>Sine and cosine of <paramref name="x"/> quarter turns, |x| at most 1/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Sin, Vector<double> Cos) SinCosQuarterTurn(Vector<double> x)
    {
        var z = x * x;
        var s = new Vector<double>(5.633933781537854e-08);
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(-3.59864335298231e-06));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(0.0001604411507421909));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(-0.004681754132340976));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(0.07969262624604301));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(-0.6459640975062443));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<double>(1.5707963267948966));
        var c = new Vector<double>(-6.321256869628588e-09);
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(4.710609726757823e-07));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(-2.520203677046026e-05));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(0.0009192602741831558));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(-0.02086348076331121));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(0.2536695079010467));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<double>(-1.2337005501361697));
        c = Vector.FusedMultiplyAdd(c, z, Vector<double>.One);
        return (s * x, c);
    }

    /// <inheritdoc cref="SinCosQuarterTurn(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Sin, Vector<float> Cos) SinCosQuarterTurn(Vector<float> x)
    {
        var z = x * x;
        var s = new Vector<float>(-0.00460214921f);
        s = Vector.FusedMultiplyAdd(s, z, new Vector<float>(0.0796802176f));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<float>(-0.645963478f));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<float>(1.57079632f));
        var c = new Vector<float>(0.000903628066f);
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(-0.0208600695f));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(0.253669204f));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(-1.23370054f));
        c = Vector.FusedMultiplyAdd(c, z, Vector<float>.One);
        return (s * x, c);
    }

    /// <inheritdoc cref="SinCosQuarterTurn(Vector{double})"/>
    public static (double Sin, double Cos) SinCosQuarterTurn(double x)
    {
        var z = x * x;
        var s = 5.633933781537854e-08;
        s = Math.FusedMultiplyAdd(s, z, -3.59864335298231e-06);
        s = Math.FusedMultiplyAdd(s, z, 0.0001604411507421909);
        s = Math.FusedMultiplyAdd(s, z, -0.004681754132340976);
        s = Math.FusedMultiplyAdd(s, z, 0.07969262624604301);
        s = Math.FusedMultiplyAdd(s, z, -0.6459640975062443);
        s = Math.FusedMultiplyAdd(s, z, 1.5707963267948966);
        var c = -6.321256869628588e-09;
        c = Math.FusedMultiplyAdd(c, z, 4.710609726757823e-07);
        c = Math.FusedMultiplyAdd(c, z, -2.520203677046026e-05);
        c = Math.FusedMultiplyAdd(c, z, 0.0009192602741831558);
        c = Math.FusedMultiplyAdd(c, z, -0.02086348076331121);
        c = Math.FusedMultiplyAdd(c, z, 0.2536695079010467);
        c = Math.FusedMultiplyAdd(c, z, -1.2337005501361697);
        c = Math.FusedMultiplyAdd(c, z, 1.0);
        return (s * x, c);
    }

    /// <summary>e to the <paramref name="x"/>: Taylor's series about the nearest multiple of ln 2.</summary>
    public static double Exp(double x)
    {
        if (!(x < 710.0))
            return x > 0.0 ? double.PositiveInfinity : x;
        if (x < -746.0)
            return 0.0;
        var k = Math.Round(x * 1.4426950408889634);
        var r = Math.FusedMultiplyAdd(k, -Ln2Low, Math.FusedMultiplyAdd(k, -Ln2High, x));
        var y = 1.0 / 6227020800.0;
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 479001600.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 39916800.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 3628800.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 362880.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 40320.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 5040.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 720.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 120.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 24.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0 / 6.0);
        y = Math.FusedMultiplyAdd(y, r, 0.5);
        y = Math.FusedMultiplyAdd(y, r, 1.0);
        y = Math.FusedMultiplyAdd(y, r, 1.0);
        return Math.ScaleB(y, (int)k);
    }
}
