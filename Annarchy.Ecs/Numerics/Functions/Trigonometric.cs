using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>Sine; NaN at infinity. Error below 1.6 ulp, also beyond <see cref="HugeAngle.Single"/>.</summary>
    /// <remarks>
    /// x = n pi/2 + r with |r| &lt;= pi/4 and pi/2 in three parts (Cody and Waite, Software Manual for the Elementary Functions,
    /// 1980).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.63661975f), Vector512.Create(IntegerSingle));
        var n = shifted - Vector512.Create(IntegerSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707964f), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(4.371139e-08f), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.7151245e-15f), r);
        var z = r * r;
        var sine = Vector512.Create(-0.00019516012f);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008332169f));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666655f));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(2.4437008e-05f);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.0013887355f));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666646f));
        var half = z * 0.5f;
        var top = Vector512<float>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<float>.One - top - half) + top;
        var quadrant = shifted.AsUInt32();
        var odd = Vector512.Equals(quadrant & Vector512.Create(1u), Vector512.Create(1u)).AsSingle();
        var result = Vector512.ConditionalSelect(odd, cosine, sine);
        result ^= (x ^ (quadrant << 30).AsSingle()) & Vector512.Create(-0f);
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Single)))
        {
            var corrected = result;
            SinOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Cosine; NaN at infinity. Error below 1.6 ulp, also beyond <see cref="HugeAngle.Single"/>.</summary>
    /// <remarks>See <see cref="Sin(Vector512{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.63661975f), Vector512.Create(IntegerSingle));
        var n = shifted - Vector512.Create(IntegerSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707964f), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(4.371139e-08f), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.7151245e-15f), r);
        var z = r * r;
        var sine = Vector512.Create(-0.00019516012f);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008332169f));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666655f));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(2.4437008e-05f);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.0013887355f));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666646f));
        var half = z * 0.5f;
        var top = Vector512<float>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<float>.One - top - half) + top;
        var quadrant = shifted.AsUInt32() + Vector512.Create(1u);
        var odd = Vector512.Equals(quadrant & Vector512.Create(1u), Vector512.Create(1u)).AsSingle();
        var result = Vector512.ConditionalSelect(odd, cosine, sine) ^ ((quadrant << 30).AsSingle() & Vector512.Create(-0f));
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Single)))
        {
            var corrected = result;
            CosOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Tangent; NaN at infinity. Error below 3.5 ulp.</summary>
    /// <remarks>Quotient of sine and cosine; see <see cref="Sin(Vector512{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tan(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.63661975f), Vector512.Create(IntegerSingle));
        var n = shifted - Vector512.Create(IntegerSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707964f), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(4.371139e-08f), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.7151245e-15f), r);
        var z = r * r;
        var sine = Vector512.Create(-0.00019516012f);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008332169f));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666655f));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(2.4437008e-05f);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.0013887355f));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666646f));
        var half = z * 0.5f;
        var top = Vector512<float>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<float>.One - top - half) + top;
        var quadrant = shifted.AsUInt32();
        var odd = Vector512.Equals(quadrant & Vector512.Create(1u), Vector512.Create(1u)).AsSingle();
        var result = Vector512.ConditionalSelect(odd, cosine, sine) / Vector512.ConditionalSelect(odd, sine, cosine);
        result ^= (x ^ (quadrant << 31).AsSingle()) & Vector512.Create(-0f);
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Single)))
        {
            var corrected = result;
            TanOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Sine; NaN at infinity. Error below 1.6 ulp, also beyond <see cref="HugeAngle.Double"/>.</summary>
    /// <remarks>
    /// x = n pi/2 + r with |r| &lt;= pi/4 and pi/2 in three parts (Cody and Waite, Software Manual for the Elementary Functions,
    /// 1980).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.6366197723675814), Vector512.Create(IntegerDouble));
        var n = shifted - Vector512.Create(IntegerDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707963267948966), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.123233995736766e-17), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.4973849048591698e-33), r);
        var z = r * r;
        var sine = Vector512.Create(1.5896181579027704e-10);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-2.5050747858449677e-08));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(2.755731362871425e-06));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.00019841269829632788));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008333333333322205));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666666666666632));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(-1.1359227219258757e-11);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.0875715419635087e-09));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-2.7557314296666776e-07));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.4801587289297324e-05));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.001388888888887384));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666666666666595));
        var half = z * 0.5;
        var top = Vector512<double>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<double>.One - top - half) + top;
        var quadrant = shifted.AsUInt64();
        var odd = Vector512.Equals(quadrant & Vector512.Create(1UL), Vector512.Create(1UL)).AsDouble();
        var result = Vector512.ConditionalSelect(odd, cosine, sine);
        result ^= (x ^ (quadrant << 62).AsDouble()) & Vector512.Create(-0.0);
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Double)))
        {
            var corrected = result;
            SinOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Cosine; NaN at infinity. Error below 1.6 ulp, also beyond <see cref="HugeAngle.Double"/>.</summary>
    /// <remarks>See <see cref="Sin(Vector512{double})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.6366197723675814), Vector512.Create(IntegerDouble));
        var n = shifted - Vector512.Create(IntegerDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707963267948966), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.123233995736766e-17), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.4973849048591698e-33), r);
        var z = r * r;
        var sine = Vector512.Create(1.5896181579027704e-10);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-2.5050747858449677e-08));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(2.755731362871425e-06));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.00019841269829632788));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008333333333322205));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666666666666632));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(-1.1359227219258757e-11);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.0875715419635087e-09));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-2.7557314296666776e-07));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.4801587289297324e-05));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.001388888888887384));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666666666666595));
        var half = z * 0.5;
        var top = Vector512<double>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<double>.One - top - half) + top;
        var quadrant = shifted.AsUInt64() + Vector512.Create(1UL);
        var odd = Vector512.Equals(quadrant & Vector512.Create(1UL), Vector512.Create(1UL)).AsDouble();
        var result = Vector512.ConditionalSelect(odd, cosine, sine) ^ ((quadrant << 62).AsDouble() & Vector512.Create(-0.0));
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Double)))
        {
            var corrected = result;
            CosOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Tangent; NaN at infinity. Error below 3.5 ulp.</summary>
    /// <remarks>Quotient of sine and cosine; see <see cref="Sin(Vector512{double})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tan(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(0.6366197723675814), Vector512.Create(IntegerDouble));
        var n = shifted - Vector512.Create(IntegerDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707963267948966), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.123233995736766e-17), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.4973849048591698e-33), r);
        var z = r * r;
        var sine = Vector512.Create(1.5896181579027704e-10);
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-2.5050747858449677e-08));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(2.755731362871425e-06));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.00019841269829632788));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(0.008333333333322205));
        sine = Vector512.FusedMultiplyAdd(sine, z, Vector512.Create(-0.16666666666666632));
        sine = Vector512.FusedMultiplyAdd(sine, r * z, r);
        var cosine = Vector512.Create(-1.1359227219258757e-11);
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.0875715419635087e-09));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-2.7557314296666776e-07));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(2.4801587289297324e-05));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(-0.001388888888887384));
        cosine = Vector512.FusedMultiplyAdd(cosine, z, Vector512.Create(0.041666666666666595));
        var half = z * 0.5;
        var top = Vector512<double>.One - half;
        cosine = Vector512.FusedMultiplyAdd(cosine, z * z, Vector512<double>.One - top - half) + top;
        var quadrant = shifted.AsUInt64();
        var odd = Vector512.Equals(quadrant & Vector512.Create(1UL), Vector512.Create(1UL)).AsDouble();
        var result = Vector512.ConditionalSelect(odd, cosine, sine) / Vector512.ConditionalSelect(odd, sine, cosine);
        result ^= (x ^ (quadrant << 63).AsDouble()) & Vector512.Create(-0.0);
        if (Vector512.GreaterThanOrEqualAny(a, Vector512.Create(HugeAngle.Double)))
        {
            var corrected = result;
            TanOfHuge(x, ref corrected);
            result = corrected;
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SinOfHuge(Vector512<float> x, ref Vector512<float> result)
    {
        for (var i = 0; i < Vector512<float>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Single)
                result = result.WithElement(i, (float)HugeAngle.Sin(x.GetElement(i)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CosOfHuge(Vector512<float> x, ref Vector512<float> result)
    {
        for (var i = 0; i < Vector512<float>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Single)
                result = result.WithElement(i, (float)HugeAngle.Cos(x.GetElement(i)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TanOfHuge(Vector512<float> x, ref Vector512<float> result)
    {
        for (var i = 0; i < Vector512<float>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Single)
                result = result.WithElement(i, (float)HugeAngle.Tan(x.GetElement(i)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SinOfHuge(Vector512<double> x, ref Vector512<double> result)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Double)
                result = result.WithElement(i, HugeAngle.Sin(x.GetElement(i)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CosOfHuge(Vector512<double> x, ref Vector512<double> result)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Double)
                result = result.WithElement(i, HugeAngle.Cos(x.GetElement(i)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TanOfHuge(Vector512<double> x, ref Vector512<double> result)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i)) >= HugeAngle.Double)
                result = result.WithElement(i, HugeAngle.Tan(x.GetElement(i)));
        }
    }
}
