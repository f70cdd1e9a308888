using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>Hyperbolic tangent. Error below 2.6 ulp.</summary>
    /// <remarks>E / (E + 2) with E = e^(2|x|) - 1 = 2^n (e^r - 1) + (2^n - 1).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        // From here on the result is 1.
        var a = Vector512.MinNative(Vector512.Create(10f), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(2.88539f), Vector512.Create(BiasedSingle));
        var n = shifted - Vector512.Create(BiasedSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931472f), a + a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.9046542e-09f), r);
        var p = Vector512.Create(0.00019914449f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013941206f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333272f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166635f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666667f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var scale = (shifted.AsUInt32() << 23).AsSingle();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512<float>.One);
        p /= p + Vector512.Create(2f);
        return p | (x & Vector512.Create(-0f));
    }

    /// <summary>Hyperbolic sine. Error below 2.5 ulp.</summary>
    /// <remarks>
    /// (E + E / (E + 1)) / 2 with E = e^|x| - 1; a part of the power of two is left to the end, lest e^|x| overflow first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sinh(Vector512<float> x)
    {
        var a = Vector512.MinNative(Vector512.Create(90f), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(1.442695f), Vector512.Create(BiasedSingle));
        var n = shifted - Vector512.Create(BiasedSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931472f), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.9046542e-09f), r);
        var p = Vector512.Create(0.00019914449f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013941206f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333272f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166635f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666667f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var capped = Vector512.MinNative(shifted, Vector512.Create(BiasedSingle + 100f));
        var scale = (capped.AsUInt32() << 23).AsSingle();
        var rest = ((shifted.AsUInt32() - capped.AsUInt32() + Vector512.Create(126u)) << 23).AsSingle();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512<float>.One);
        p += p / (p + Vector512<float>.One);
        return (p * rest) | (x & Vector512.Create(-0f));
    }

    /// <summary>Hyperbolic cosine. Error below 1.6 ulp.</summary>
    /// <remarks>(e^|x| + e^-|x|) / 2; a part of the power of two is left to the end, lest e^|x| overflow first.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cosh(Vector512<float> x)
    {
        var a = Vector512.MinNative(Vector512.Create(90f), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(1.442695f), Vector512.Create(BiasedSingle));
        var n = shifted - Vector512.Create(BiasedSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931472f), a);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.9046542e-09f), r);
        var p = Vector512.Create(0.00019914449f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013941206f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333272f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166635f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666667f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var capped = Vector512.MinNative(shifted, Vector512.Create(BiasedSingle + 100f));
        var scale = (capped.AsUInt32() << 23).AsSingle();
        var rest = ((shifted.AsUInt32() - capped.AsUInt32() + Vector512.Create(126u)) << 23).AsSingle();
        p = Vector512.FusedMultiplyAdd(p, scale, scale);
        p += Vector512<float>.One / p;
        return p * rest;
    }

    /// <summary>Hyperbolic tangent. Error below 2.6 ulp.</summary>
    /// <remarks>E / (E + 2) with E = e^(2|x|) - 1 = 2^n (e^r - 1) + (2^n - 1).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        // From here on the result is 1.
        var a = Vector512.MinNative(Vector512.Create(20.0), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(2.8853900817779268), Vector512.Create(BiasedDouble));
        var n = shifted - Vector512.Create(BiasedDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), a + a);
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
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var scale = (shifted.AsUInt64() << 52).AsDouble();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512<double>.One);
        p /= p + Vector512.Create(2.0);
        return p | (x & Vector512.Create(-0.0));
    }

    /// <summary>Hyperbolic sine. Error below 2.5 ulp.</summary>
    /// <remarks>
    /// (E + E / (E + 1)) / 2 with E = e^|x| - 1; a part of the power of two is left to the end, lest e^|x| overflow first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sinh(Vector512<double> x)
    {
        var a = Vector512.MinNative(Vector512.Create(711.0), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(1.4426950408889634), Vector512.Create(BiasedDouble));
        var n = shifted - Vector512.Create(BiasedDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), a);
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
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var capped = Vector512.MinNative(shifted, Vector512.Create(BiasedDouble + 1000.0));
        var scale = (capped.AsUInt64() << 52).AsDouble();
        var rest = ((shifted.AsUInt64() - capped.AsUInt64() + Vector512.Create(1022UL)) << 52).AsDouble();
        p = Vector512.FusedMultiplyAdd(p, scale, scale - Vector512<double>.One);
        p += p / (p + Vector512<double>.One);
        return (p * rest) | (x & Vector512.Create(-0.0));
    }

    /// <summary>Hyperbolic cosine. Error below 1.6 ulp.</summary>
    /// <remarks>(e^|x| + e^-|x|) / 2; a part of the power of two is left to the end, lest e^|x| overflow first.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cosh(Vector512<double> x)
    {
        var a = Vector512.MinNative(Vector512.Create(711.0), Vector512.Abs(x));
        var shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(1.4426950408889634), Vector512.Create(BiasedDouble));
        var n = shifted - Vector512.Create(BiasedDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), a);
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
        p = Vector512.FusedMultiplyAdd(p, r * r, r);
        var capped = Vector512.MinNative(shifted, Vector512.Create(BiasedDouble + 1000.0));
        var scale = (capped.AsUInt64() << 52).AsDouble();
        var rest = ((shifted.AsUInt64() - capped.AsUInt64() + Vector512.Create(1022UL)) << 52).AsDouble();
        p = Vector512.FusedMultiplyAdd(p, scale, scale);
        p += Vector512<double>.One / p;
        return p * rest;
    }
}
