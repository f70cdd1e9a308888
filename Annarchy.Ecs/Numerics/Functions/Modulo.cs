using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>
    /// Remainder of the truncated quotient, exact, with the sign of <paramref name="x"/> (C's fmod); NaN where x is infinite or y
    /// is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Modulo(Vector512<float> x, Vector512<float> y)
    {
        // Where rounding took the quotient up to the next integer, the remainder has the other sign than x.
        var quotient = Vector512.Truncate(x / y);
        var sign = x & Vector512.Create(-0f);
        var remainder = Vector512.FusedMultiplyAdd(-quotient, y, x) ^ sign;
        remainder += Vector512.Abs(y) & Vector512.LessThan(remainder, Vector512<float>.Zero);
        remainder = Vector512.Abs(remainder) | sign;

        // Also where y is infinite.
        remainder = Vector512.ConditionalSelect(Vector512.Equals(quotient, Vector512<float>.Zero), x, remainder);
        if (Vector512.GreaterThanAny(Vector512.Abs(quotient), Vector512.Create(4194304f)))
        {
            var corrected = remainder;
            ModuloOfLargeQuotient(x, y, ref corrected);
            remainder = corrected;
        }

        return remainder;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ModuloOfLargeQuotient(Vector512<float> x, Vector512<float> y, ref Vector512<float> remainder)
    {
        for (var i = 0; i < Vector512<float>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i) / y.GetElement(i)) > 4194304f)
                remainder = remainder.WithElement(i, x.GetElement(i) % y.GetElement(i));
        }
    }

    /// <summary>
    /// Remainder of the truncated quotient, exact, with the sign of <paramref name="x"/> (C's fmod); NaN where x is infinite or y
    /// is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Modulo(Vector512<double> x, Vector512<double> y)
    {
        // Where rounding took the quotient up to the next integer, the remainder has the other sign than x.
        var quotient = Vector512.Truncate(x / y);
        var sign = x & Vector512.Create(-0.0);
        var remainder = Vector512.FusedMultiplyAdd(-quotient, y, x) ^ sign;
        remainder += Vector512.Abs(y) & Vector512.LessThan(remainder, Vector512<double>.Zero);
        remainder = Vector512.Abs(remainder) | sign;

        // Also where y is infinite.
        remainder = Vector512.ConditionalSelect(Vector512.Equals(quotient, Vector512<double>.Zero), x, remainder);
        if (Vector512.GreaterThanAny(Vector512.Abs(quotient), Vector512.Create(2251799813685248.0)))
        {
            var corrected = remainder;
            ModuloOfLargeQuotient(x, y, ref corrected);
            remainder = corrected;
        }

        return remainder;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ModuloOfLargeQuotient(Vector512<double> x, Vector512<double> y, ref Vector512<double> remainder)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            if (Math.Abs(x.GetElement(i) / y.GetElement(i)) > 2251799813685248.0)
                remainder = remainder.WithElement(i, x.GetElement(i) % y.GetElement(i));
        }
    }

    /// <summary>
    /// Remainder of the truncated quotient, with the sign of <paramref name="x"/>, as C's %; 0 where the divisor is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Modulo(Vector512<int> x, Vector512<int> y)
    {
        var (lowX, highX) = Vector512.Widen(x);
        var (lowY, highY) = Vector512.Widen(y);
        return Vector512.Narrow(ModuloOfSmall(lowX, lowY), ModuloOfSmall(highX, highY));
    }

    /// <summary>
    /// Remainder of the truncated quotient, with the sign of <paramref name="x"/>, as C's %; 0 where the divisor is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Modulo(Vector512<long> x, Vector512<long> y)
    {
        // Numbers of either sign below 2^50 are below 2^51 once 2^50 is added.
        var offset = Vector512.Create(1L << 50);
        var high = ((x + offset) | (y + offset)) & Vector512.Create(-1L << 51);
        var remainder = ModuloOfSmall(x, y);
        if (Vector512.EqualsAll(high, Vector512<long>.Zero))
            return remainder;
        ModuloOfLarge(x, y, out var corrected);
        return corrected;
    }

    /// <summary>Of integers below 2^50 in size, whose quotient double precision truncates rightly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> ModuloOfSmall(Vector512<long> x, Vector512<long> y)
    {
        var dividend = (x + Vector512.Create(IntegerDoubleBits)).AsDouble() - Vector512.Create(IntegerDouble);
        var divisor = (y + Vector512.Create(IntegerDoubleBits)).AsDouble() - Vector512.Create(IntegerDouble);
        var quotient = Vector512.Truncate(dividend / divisor);
        var remainder = Vector512.FusedMultiplyAdd(-quotient, divisor, dividend) + Vector512.Create(IntegerDouble);
        var result = remainder.AsInt64() - Vector512.Create(IntegerDoubleBits);
        return Vector512.AndNot(result, Vector512.Equals(y, Vector512<long>.Zero));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ModuloOfLarge(Vector512<long> x, Vector512<long> y, out Vector512<long> remainder)
    {
        remainder = Vector512<long>.Zero;
        for (var i = 0; i < Vector512<long>.Count; i++)
        {
            var divisor = y.GetElement(i);
            if (divisor is not (0 or -1))
                remainder = remainder.WithElement(i, x.GetElement(i) % divisor);
        }
    }
}
