using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>Arc sine in [-pi/2, pi/2]; NaN outside [-1, 1]. Error below 2.5 ulp.</summary>
    /// <remarks>Beyond 1/2: asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Asin(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var large = Vector512.GreaterThan(a, Vector512.Create(0.5f));
        var half = Vector512.FusedMultiplyAdd(a, Vector512.Create(-0.5f), Vector512.Create(0.5f));
        var z = Vector512.ConditionalSelect(large, half, a * a);
        var s = Vector512.ConditionalSelect(large, Vector512.Sqrt(z), a);
        var p = Vector512.Create(0.04223055f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.024140986f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.045478344f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.07495233f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.16666754f));
        p = Vector512.FusedMultiplyAdd(p, s * z, s);
        var complement = Vector512.Create(1.5707964f) - (p + p - Vector512.Create(-4.371139e-08f));
        return Vector512.ConditionalSelect(large, complement, p) ^ (x & Vector512.Create(-0f));
    }

    /// <summary>Arc cosine in [0, pi]; NaN outside [-1, 1]. Error below 1.5 ulp.</summary>
    /// <remarks>Beyond 1/2: acos(x) = 2 asin(sqrt((1 - x) / 2)), acos(-x) = pi - acos(x).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Acos(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var large = Vector512.GreaterThan(a, Vector512.Create(0.5f));
        var half = Vector512.FusedMultiplyAdd(a, Vector512.Create(-0.5f), Vector512.Create(0.5f));
        var z = Vector512.ConditionalSelect(large, half, a * a);
        var s = Vector512.ConditionalSelect(large, Vector512.Sqrt(z), a);
        var p = Vector512.Create(0.04223055f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.024140986f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.045478344f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.07495233f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.16666754f));
        p = Vector512.FusedMultiplyAdd(p, s * z, s);
        var twice = p + p;
        var obtuse = Vector512.Create(3.1415927f) - (twice - Vector512.Create(-8.742278e-08f));
        var outer = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), obtuse, twice);
        p ^= x & Vector512.Create(-0f);
        var inner = Vector512.Create(1.5707964f) - (p - Vector512.Create(-4.371139e-08f));
        return Vector512.ConditionalSelect(large, outer, inner);
    }

    /// <summary>Arc sine in [-pi/2, pi/2]; NaN outside [-1, 1]. Error below 2.5 ulp.</summary>
    /// <remarks>Beyond 1/2: asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Asin(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var large = Vector512.GreaterThan(a, Vector512.Create(0.5));
        var half = Vector512.FusedMultiplyAdd(a, Vector512.Create(-0.5), Vector512.Create(0.5));
        var z = Vector512.ConditionalSelect(large, half, a * a);
        var s = Vector512.ConditionalSelect(large, Vector512.Sqrt(z), a);
        var p = Vector512.Create(0.032702312068547075);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.02111698191540853));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.021790851025336674));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.003672092601158086));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.010789348317127134));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.011397287641506226));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.013981019276140816));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.017351595430672863));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.022372215910254036));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.03038194267510522));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.044642857175290214));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.07499999999970093));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.16666666666666763));
        p = Vector512.FusedMultiplyAdd(p, s * z, s);
        var complement = Vector512.Create(1.5707963267948966) - (p + p - Vector512.Create(6.123233995736766e-17));
        return Vector512.ConditionalSelect(large, complement, p) ^ (x & Vector512.Create(-0.0));
    }

    /// <summary>Arc cosine in [0, pi]; NaN outside [-1, 1]. Error below 1.5 ulp.</summary>
    /// <remarks>Beyond 1/2: acos(x) = 2 asin(sqrt((1 - x) / 2)), acos(-x) = pi - acos(x).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Acos(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var large = Vector512.GreaterThan(a, Vector512.Create(0.5));
        var half = Vector512.FusedMultiplyAdd(a, Vector512.Create(-0.5), Vector512.Create(0.5));
        var z = Vector512.ConditionalSelect(large, half, a * a);
        var s = Vector512.ConditionalSelect(large, Vector512.Sqrt(z), a);
        var p = Vector512.Create(0.032702312068547075);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.02111698191540853));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.021790851025336674));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.003672092601158086));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.010789348317127134));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.011397287641506226));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.013981019276140816));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.017351595430672863));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.022372215910254036));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.03038194267510522));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.044642857175290214));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.07499999999970093));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.16666666666666763));
        p = Vector512.FusedMultiplyAdd(p, s * z, s);
        var twice = p + p;
        var obtuse = Vector512.Create(3.141592653589793) - (twice - Vector512.Create(1.2246467991473532e-16));
        var outer = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), obtuse, twice);
        p ^= x & Vector512.Create(-0.0);
        var inner = Vector512.Create(1.5707963267948966) - (p - Vector512.Create(6.123233995736766e-17));
        return Vector512.ConditionalSelect(large, outer, inner);
    }

    /// <summary>Arc tangent in [-pi/2, pi/2]. Error below 1.5 ulp.</summary>
    /// <remarks>atan(x) = pi/4 + atan((x - 1) / (x + 1)) from 0.5463 on, pi/2 - atan(1 / x) from 1 + sqrt(2) on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Atan(Vector512<float> x)
    {
        var a = Vector512.Abs(x);
        var middle = Vector512.GreaterThan(a, Vector512.Create(0.5463f));
        var large = Vector512.GreaterThan(a, Vector512.Create(2.4142135f));
        var numerator = Vector512.ConditionalSelect(large, -Vector512<float>.One, a - (Vector512<float>.One & middle));
        var denominator = Vector512.ConditionalSelect(middle, a + Vector512<float>.One, Vector512<float>.One);
        denominator = Vector512.ConditionalSelect(large, a, denominator);
        var offset = Vector512.Create(0.7853982f) & middle;
        offset = Vector512.ConditionalSelect(large, Vector512.Create(1.5707964f), offset);
        var offsetTail = Vector512.Create(-2.1855694e-08f) & middle;
        offsetTail = Vector512.ConditionalSelect(large, Vector512.Create(-4.371139e-08f), offsetTail);
        var t = numerator / denominator;
        var z = t * t;
        var p = Vector512.Create(0.034399677f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.076658614f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.10854455f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.14261493f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.19998932f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.33333316f));
        p = Vector512.FusedMultiplyAdd(p, t * z, offsetTail) + t + offset;
        return p ^ (x & Vector512.Create(-0f));
    }

    /// <summary>Arc tangent in [-pi/2, pi/2]. Error below 1.5 ulp.</summary>
    /// <remarks>atan(x) = pi/4 + atan((x - 1) / (x + 1)) from 0.5463 on, pi/2 - atan(1 / x) from 1 + sqrt(2) on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Atan(Vector512<double> x)
    {
        var a = Vector512.Abs(x);
        var middle = Vector512.GreaterThan(a, Vector512.Create(0.5463));
        var large = Vector512.GreaterThan(a, Vector512.Create(2.414213562373095));
        var numerator = Vector512.ConditionalSelect(large, -Vector512<double>.One, a - (Vector512<double>.One & middle));
        var denominator = Vector512.ConditionalSelect(middle, a + Vector512<double>.One, Vector512<double>.One);
        denominator = Vector512.ConditionalSelect(large, a, denominator);
        var offset = Vector512.Create(0.7853981633974483) & middle;
        offset = Vector512.ConditionalSelect(large, Vector512.Create(1.5707963267948966), offset);
        var offsetTail = Vector512.Create(3.061616997868383e-17) & middle;
        offsetTail = Vector512.ConditionalSelect(large, Vector512.Create(6.123233995736766e-17), offsetTail);
        var t = numerator / denominator;
        var z = t * t;
        var p = Vector512.Create(-0.006442844272040508);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.020391409539179325));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.034668291618859065));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.0448234587087396));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.05199843464179046));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.05872079212491775));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.06665478841696783));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.07692211457168284));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.09090903794034824));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.11111110923037638));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.14285714281764905));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.19999999999958154));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.33333333333333176));
        p = Vector512.FusedMultiplyAdd(p, t * z, offsetTail) + t + offset;
        return p ^ (x & Vector512.Create(-0.0));
    }
}
