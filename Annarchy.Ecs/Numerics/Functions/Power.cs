using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>
    /// x^y for real exponents, with the special cases of IEEE 754 pow: 1 where y is 0 or x is 1, NaN where x is negative and y no
    /// integer. Error below 0.6 ulp.
    /// </summary>
    /// <remarks>In double precision: 2^(y log2 |x|).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Power(Vector512<float> x, Vector512<float> y)
    {
        var a = Vector512.Abs(x);
        var (lowX, highX) = Vector512.Widen(a);
        var (lowY, highY) = Vector512.Widen(y);
        var power = Vector512.Narrow(PowerOfPositive(lowX, lowY), PowerOfPositive(highX, highY));
        var half = y * 0.5f;
        var odd = Vector512.Equals(Vector512.Abs(half - Vector512.Truncate(half)), Vector512.Create(0.5f));
        power |= x & Vector512.Create(-0f) & odd;

        // A root of a negative number. No conjunction of masks here: see dotnet/runtime 123399.
        var root = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Truncate(y), y), power, Vector512.Create(float.NaN));
        root = Vector512.ConditionalSelect(Vector512.Equals(a, Vector512.Create(float.PositiveInfinity)), power, root);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), root, power);
    }

    /// <summary>
    /// x^y for real exponents, with the special cases of IEEE 754 pow: 1 where y is 0 or x is 1, NaN where x is negative and y no
    /// integer. Error below 1 ulp.
    /// </summary>
    /// <remarks>e^(y log |x|) with the logarithm and its product with y carried in two doubles.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Power(Vector512<double> x, Vector512<double> y)
    {
        var a = Vector512.Abs(x);
        var subnormal = Vector512.LessThan(a, Vector512.Create(2.2250738585072014E-308));
        var scaled = Vector512.ConditionalSelect(subnormal, a * 18014398509481984.0, a);
        var bits = scaled.AsUInt64() + Vector512.Create(0x3FF0000000000000UL - 0x3FE6A09E667F3BCDUL);
        var k = ((bits >>> 52) | Vector512.Create(0x4338000000000000UL)).AsDouble() - Vector512.Create(BiasedDouble);
        k -= subnormal & Vector512.Create(54.0);
        var m = ((bits & Vector512.Create(0x000FFFFFFFFFFFFFUL)) + Vector512.Create(0x3FE6A09E667F3BCDUL)).AsDouble();

        // s = (m - 1) / (m + 1); names ending in Tail hold what rounding took from the others.
        var f = m - Vector512<double>.One;
        var g = m + Vector512<double>.One;
        var gTail = m - (g - Vector512<double>.One);
        var inverse = Vector512<double>.One / g;
        var s = f * inverse;
        var sTail = Vector512.FusedMultiplyAdd(-s, g, f);
        sTail = Vector512.FusedMultiplyAdd(-s, gTail, sTail) * inverse;

        // log m = 2 s + s^3 (2/3 + s^2 P(s^2)).
        var z = s * s;
        var zTail = Vector512.FusedMultiplyAdd(s, s, -z);
        zTail = Vector512.FusedMultiplyAdd(s + s, sTail, zTail);
        var p = Vector512.Create(0.13203876585535246);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.13256026812980806));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.1538679026205644));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18181783676651256));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222222527509744));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.2857142857005894));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.4000000000000234));
        p *= z;
        var c = p + Vector512.Create(0.6666666666666666);
        var cTail = p - (c - Vector512.Create(0.6666666666666666)) + Vector512.Create(3.700743415417188e-17);
        var cube = s * z;
        var cubeTail = Vector512.FusedMultiplyAdd(s, z, -cube);
        cubeTail = Vector512.FusedMultiplyAdd(s, zTail, Vector512.FusedMultiplyAdd(sTail, z, cubeTail));
        var rest = cube * c;
        var restTail = Vector512.FusedMultiplyAdd(cube, c, -rest);
        restTail = Vector512.FusedMultiplyAdd(cube, cTail, Vector512.FusedMultiplyAdd(cubeTail, c, restTail));
        var log = s + s;
        var logTail = sTail + sTail + restTail;
        var sum = log + rest;
        logTail += log - sum + rest;

        // log |x| = k log 2 + log m.
        var whole = k * 0.6931471805598903;
        log = whole + sum;
        logTail += Vector512.FusedMultiplyAdd(k, Vector512.Create(5.497923018708371e-14), whole - log + sum);
        log = Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512.Create(double.PositiveInfinity)), log, a);
        var isZero = Vector512.Equals(a, Vector512<double>.Zero);
        log = Vector512.ConditionalSelect(isZero, Vector512.Create(double.NegativeInfinity), log);

        var exponent = y * log;
        var exponentTail = Vector512.FusedMultiplyAdd(y, log, -exponent);
        exponentTail = Vector512.FusedMultiplyAdd(y, logTail, exponentTail);
        exponentTail &= Vector512.LessThan(Vector512.Abs(exponent), Vector512.Create(1000.0));
        exponent = Vector512.ConditionalSelect(Vector512.Equals(log, Vector512<double>.Zero), Vector512<double>.Zero, exponent);
        exponent = Vector512.ConditionalSelect(Vector512.Equals(y, Vector512<double>.Zero), Vector512<double>.Zero, exponent);
        exponent = Vector512.MinNative(Vector512.Create(710.0), exponent);
        exponent = Vector512.MaxNative(Vector512.Create(-746.0), exponent);

        var shifted = Vector512.FusedMultiplyAdd(
            exponent, Vector512.Create(1.4426950408889634), Vector512.Create(TwiceBiasedDouble));
        var n = shifted - Vector512.Create(TwiceBiasedDouble);
        var head = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), exponent);
        exponentTail = Vector512.FusedMultiplyAdd(n, Vector512.Create(-2.3190468138462996e-17), exponentTail);
        var r = head + exponentTail;
        var rTail = exponentTail - (r - head);
        var power = Vector512.Create(2.4999855590842795e-08);
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(2.7630523497712857e-07));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(2.7557588429460413e-06));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(2.480149238821134e-05));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.00019841269502732164));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.0013888888944249258));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.008333333333496928));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.0416666666665281));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.16666666666666408));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.5000000000000011));
        power = Vector512.FusedMultiplyAdd(power, r * r, rTail) + r + Vector512<double>.One;
        var halfShifted = shifted.AsUInt64() >>> 1;
        power = power * (halfShifted << 52).AsDouble() * ((shifted.AsUInt64() - halfShifted) << 52).AsDouble();
        var half = y * 0.5;
        var odd = Vector512.Equals(Vector512.Abs(half - Vector512.Truncate(half)), Vector512.Create(0.5));
        power |= x & Vector512.Create(-0.0) & odd;

        // A root of a negative number. No conjunction of masks here: see dotnet/runtime 123399.
        var root = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Truncate(y), y), power, Vector512.Create(double.NaN));
        root = Vector512.ConditionalSelect(Vector512.Equals(a, Vector512.Create(double.PositiveInfinity)), power, root);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), root, power);
    }

    /// <summary>a^y for a &gt;= 0 to a relative error of 2^-28, within the range of single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfPositive(Vector512<double> a, Vector512<double> y)
    {
        var bits = a.AsUInt64() + Vector512.Create(0x3FF0000000000000UL - 0x3FE6A09E667F3BCDUL);
        var k = ((bits >>> 52) | Vector512.Create(0x4338000000000000UL)).AsDouble() - Vector512.Create(BiasedDouble);
        var m = ((bits & Vector512.Create(0x000FFFFFFFFFFFFFUL)) + Vector512.Create(0x3FE6A09E667F3BCDUL)).AsDouble();
        var s = (m - Vector512<double>.One) / (m + Vector512<double>.One);
        var z = s * s;
        var p = Vector512.Create(0.3408434073484685);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.411666787450733));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.5770836804315237));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.9617966728605831));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.885390081790454));
        var log = Vector512.FusedMultiplyAdd(p, s, k);
        log = Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512.Create(double.PositiveInfinity)), log, a);
        var isZero = Vector512.Equals(a, Vector512<double>.Zero);
        log = Vector512.ConditionalSelect(isZero, Vector512.Create(double.NegativeInfinity), log);
        var exponent = Vector512.MaxNative(Vector512.Create(-160.0), Vector512.MinNative(Vector512.Create(160.0), log * y));
        exponent = Vector512.ConditionalSelect(Vector512.Equals(log, Vector512<double>.Zero), Vector512<double>.Zero, exponent);
        exponent = Vector512.ConditionalSelect(Vector512.Equals(y, Vector512<double>.Zero), Vector512<double>.Zero, exponent);
        var shifted = exponent + Vector512.Create(BiasedDouble);
        var r = exponent - (shifted - Vector512.Create(BiasedDouble));
        var power = Vector512.Create(0.00015345788953009934);
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.0013399957628376406));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.00961848924447691));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.055503287118015734));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.24022646886079121));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(0.6931472057671423));
        power = Vector512.FusedMultiplyAdd(power, r, Vector512.Create(1.0000000005550496));
        return power * (shifted.AsUInt64() << 52).AsDouble();
    }
}
