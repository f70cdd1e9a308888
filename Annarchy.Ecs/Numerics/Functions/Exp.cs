using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>e^x. Error below 1 ulp.</summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| &lt;= ln 2 / 2, e^r by a minimax polynomial, 2^n in two factors so that the result may be
    /// subnormal (Cody and Waite, Software Manual for the Elementary Functions, 1980).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // Beyond these bounds the result is 0 or infinite; the order of operands lets NaN through.
        x = Vector512.MinNative(Vector512.Create(89f), x);
        x = Vector512.MaxNative(Vector512.Create(-104f), x);
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.442695f), Vector512.Create(TwiceBiasedSingle));
        var n = shifted - Vector512.Create(TwiceBiasedSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931472f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.9046542e-09f), r);
        var p = Vector512.Create(0.00019733375f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013935271f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333587f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166646f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        var half = shifted.AsUInt32() >>> 1;
        return p * (half << 23).AsSingle() * ((shifted.AsUInt32() - half) << 23).AsSingle();
    }

    /// <summary>e^x. Error below 1 ulp.</summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| &lt;= ln 2 / 2, e^r by a minimax polynomial, 2^n in two factors so that the result may be
    /// subnormal (Cody and Waite, Software Manual for the Elementary Functions, 1980).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Beyond these bounds the result is 0 or infinite; the order of operands lets NaN through.
        x = Vector512.MinNative(Vector512.Create(710.0), x);
        x = Vector512.MaxNative(Vector512.Create(-746.0), x);
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634), Vector512.Create(TwiceBiasedDouble));
        var n = shifted - Vector512.Create(TwiceBiasedDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-2.3190468138462996e-17), r);
        var p = Vector512.Create(2.092462486753952e-09);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.510926171367657e-08));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7557242176032374e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.755724360947131e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801587361233302e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841269886673098));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888888866498));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333333333321436));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0416666666666667));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666677));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<double>.One;
        var half = shifted.AsUInt64() >>> 1;
        return p * (half << 52).AsDouble() * ((shifted.AsUInt64() - half) << 52).AsDouble();
    }

    /// <summary>e^x - 1. Error below 3 ulp.</summary>
    /// <remarks>x = n ln 2 + r as for <see cref="Exp(Vector512{float})"/>; 2^n (e^r - 1) + (2^n - 1), of which half is computed, since 2^n may overflow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        // Beyond these bounds the result is -1 or infinite; the order of operands lets NaN through.
        var y = Vector512.MinNative(Vector512.Create(89f), x);
        y = Vector512.MaxNative(Vector512.Create(-30f), y);
        var shifted = Vector512.FusedMultiplyAdd(y, Vector512.Create(1.442695f), Vector512.Create(TwiceBiasedSingle));
        var n = shifted - Vector512.Create(TwiceBiasedSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931472f), y);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.9046542e-09f), r);
        var p = Vector512.Create(0.001381432f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008368851f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0416684f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.1666652f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.49999994f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var scale = ((shifted.AsUInt32() - Vector512.Create(128u)) << 23).AsSingle();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512.Create(0.5f));

        // Half of the smallest numbers would not be exact.
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-30f)), x, p + p);
    }

    /// <summary>e^x - 1. Error below 3 ulp.</summary>
    /// <remarks>x = n ln 2 + r as for <see cref="Exp(Vector512{double})"/>; 2^n (e^r - 1) + (2^n - 1), of which half is computed, since 2^n may overflow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x)
    {
        // Beyond these bounds the result is -1 or infinite; the order of operands lets NaN through.
        var y = Vector512.MinNative(Vector512.Create(710.0), x);
        y = Vector512.MaxNative(Vector512.Create(-60.0), y);
        var shifted = Vector512.FusedMultiplyAdd(y, Vector512.Create(1.4426950408889634), Vector512.Create(TwiceBiasedDouble));
        var n = shifted - Vector512.Create(TwiceBiasedDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), y);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-2.3190468138462996e-17), r);
        var p = Vector512.Create(2.4999855590842795e-08);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7630523497712857e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7557588429460413e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.480149238821134e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841269502732164));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888944249258));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333333333496928));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0416666666665281));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666408));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5000000000000011));
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var scale = ((shifted.AsUInt64() - Vector512.Create(1024ul)) << 52).AsDouble();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512.Create(0.5));

        // Half of the smallest numbers would not be exact.
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-290)), x, p + p);
    }
}
