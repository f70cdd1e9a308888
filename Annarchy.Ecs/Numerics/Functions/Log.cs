using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>Natural logarithm; -inf at 0, NaN below. Error below 1 ulp.</summary>
    /// <remarks>
    /// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), log(1 + f) = f - f^2/2 + f^3 P(f) (after Cephes, S. L. Moshier).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var subnormal = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        var scaled = Vector512.ConditionalSelect(subnormal, x * 33554432f, x);
        var bits = scaled.AsInt32() + Vector512.Create(0x3F800000 - 0x3F3504F3);
        var k = Vector512.ConvertToSingle((bits >> 23) - Vector512.Create(127));
        k -= subnormal & Vector512.Create(25f);
        var m = ((bits & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle();
        var f = m - Vector512<float>.One;
        var z = f * f;
        var p = Vector512.Create(-0.07859973f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.12885864f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.13130446f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.14180699f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.1662435f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.20002303f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.25000817f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.33333316f));
        p = Vector512.FusedMultiplyAdd(p, f * z, k * 1.4286068e-06f);
        p = Vector512.FusedMultiplyAdd(z, Vector512.Create(-0.5f), p) + f;
        p = Vector512.FusedMultiplyAdd(k, Vector512.Create(0.69314575f), p);

        // Positive infinity and NaN stay what they are.
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), p, x);
        var isZero = Vector512.Equals(x, Vector512<float>.Zero);
        var pole = Vector512.ConditionalSelect(isZero, Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), pole, p);
    }

    /// <summary>Natural logarithm; -inf at 0, NaN below. Error below 1 ulp.</summary>
    /// <remarks>
    /// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), log(1 + f) through s = f / (2 + f) (P. T. P. Tang, ACM TOMS 16, 1990;
    /// arranged as in fdlibm, Sun Microsystems).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        var subnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014E-308));
        var scaled = Vector512.ConditionalSelect(subnormal, x * 18014398509481984.0, x);
        var bits = scaled.AsUInt64() + Vector512.Create(0x3FF0000000000000UL - 0x3FE6A09E667F3BCDUL);

        // An integer below 2^51 under the exponent of 1.5 * 2^52 is that number plus 1.5 * 2^52.
        var k = ((bits >>> 52) | Vector512.Create(0x4338000000000000UL)).AsDouble() - Vector512.Create(BiasedDouble);
        k -= subnormal & Vector512.Create(54.0);
        var m = ((bits & Vector512.Create(0x000FFFFFFFFFFFFFUL)) + Vector512.Create(0x3FE6A09E667F3BCDUL)).AsDouble();
        var f = m - Vector512<double>.One;
        var s = f / (f + Vector512.Create(2.0));
        var z = s * s;
        var p = Vector512.Create(0.14803742150408652);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.15313312309418));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18183591512647407));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222198084076075));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.28571428746800054));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.39999999999396557));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.6666666666666737));
        var halfSquare = f * f * 0.5;
        p = Vector512.FusedMultiplyAdd(p, z, halfSquare);
        p = Vector512.FusedMultiplyAdd(p, s, k * 5.497923018708371e-14);
        p = f - (halfSquare - p);
        p = Vector512.FusedMultiplyAdd(k, Vector512.Create(0.6931471805598903), p);

        // Positive infinity and NaN stay what they are.
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), p, x);
        var isZero = Vector512.Equals(x, Vector512<double>.Zero);
        var pole = Vector512.ConditionalSelect(isZero, Vector512.Create(double.NegativeInfinity), Vector512.Create(double.NaN));
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<double>.Zero), pole, p);
    }
}
