using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

/// <summary>What a <see cref="VectorUnary{TIn, TOut, TOperator, TX}"/> does to a vector.</summary>
internal interface IUnaryOperator<TIn, TOut>
{
    static abstract Vector512<TOut> Invoke(Vector512<TIn> x);
}

/// <summary>What a <see cref="VectorBinary{TIn, TOut, TOperator, TX, TY}"/> does to two vectors.</summary>
internal interface IBinaryOperator<TIn, TOut>
{
    static abstract Vector512<TOut> Invoke(Vector512<TIn> x, Vector512<TIn> y);
}

/// <summary>What a <see cref="VectorTernary{T, TOperator, TX, TY, TW}"/> does to three vectors.</summary>
internal interface ITernaryOperator<T>
{
    static abstract Vector512<T> Invoke(Vector512<T> x, Vector512<T> y, Vector512<T> w);
}

/// <summary>A comparison; all bits of a lane are set where it holds.</summary>
internal interface IComparison<T>
{
    static abstract Vector512<T> Mask(Vector512<T> x, Vector512<T> y);
}

/// <summary>The value itself: copies a block or fills one with a scalar.</summary>
internal readonly struct Identity<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => x;
}

internal readonly struct Negation<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => -x;
}

internal readonly struct Magnitude<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => Vector512.Abs(x);
}

/// <summary>Negation of a truth value, 0 or 1.</summary>
internal readonly struct LogicalNot<TInteger> : IUnaryOperator<TInteger, TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<TInteger> x) => x ^ Vector512<TInteger>.One;
}

/// <summary>Integers to reals of the same width, rounded to nearest.</summary>
internal readonly struct IntegerToReal<TInteger, T> : IUnaryOperator<TInteger, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<TInteger> x) => typeof(T) == typeof(double)
        ? Vector512.ConvertToDouble(x.AsInt64()).As<double, T>()
        : Vector512.ConvertToSingle(x.AsInt32()).As<float, T>();
}

/// <summary>Reals to integers of the same width: truncates, saturates, NaN becomes zero.</summary>
internal readonly struct RealToInteger<T, TInteger> : IUnaryOperator<T, TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? Vector512.ConvertToInt64(x.AsDouble()).As<long, TInteger>()
        : Vector512.ConvertToInt32(x.AsSingle()).As<int, TInteger>();
}

internal readonly struct Sum<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => x + y;
}

internal readonly struct Difference<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => x - y;
}

/// <summary>The second less the first: a difference whose subtrahend was computed in the same loop.</summary>
internal readonly struct ReversedDifference<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => y - x;
}

internal readonly struct Product<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => x * y;
}

internal readonly struct Smaller<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => Vector512.Min(x, y);
}

internal readonly struct Larger<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => Vector512.Max(x, y);
}

internal readonly struct BitwiseAnd<TInteger> : IBinaryOperator<TInteger, TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<TInteger> x, Vector512<TInteger> y) => x & y;
}

internal readonly struct BitwiseOr<TInteger> : IBinaryOperator<TInteger, TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<TInteger> x, Vector512<TInteger> y) => x | y;
}

/// <summary>The second operator applied to the result of the first and a third value.</summary>
internal readonly struct Chain<T, TFirst, TSecond> : ITernaryOperator<T>
    where TFirst : struct, IBinaryOperator<T, T>
    where TSecond : struct, IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y, Vector512<T> w) => TSecond.Invoke(TFirst.Invoke(x, y), w);
}

/// <summary>The second value where the first, a truth value, is not 0, else the third.</summary>
internal readonly struct Selection<TInteger> : ITernaryOperator<TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<TInteger> x, Vector512<TInteger> y, Vector512<TInteger> w) =>
        Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<TInteger>.Zero), w, y);
}

/// <summary>A comparison as a truth value, 0 or 1.</summary>
internal readonly struct Comparison<T, TInteger, TComparison> : IBinaryOperator<T, TInteger>
    where TComparison : struct, IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<T> x, Vector512<T> y) =>
        TComparison.Mask(x, y).As<T, TInteger>() & Vector512<TInteger>.One;
}

internal readonly struct Less<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => Vector512.LessThan(x, y);
}

internal readonly struct LessOrEqual<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => Vector512.LessThanOrEqual(x, y);
}

internal readonly struct Greater<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => Vector512.GreaterThan(x, y);
}

internal readonly struct GreaterOrEqual<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => Vector512.GreaterThanOrEqual(x, y);
}

internal readonly struct Equal<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => Vector512.Equals(x, y);
}

internal readonly struct NotEqual<T> : IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(Vector512<T> x, Vector512<T> y) => ~Vector512.Equals(x, y);
}
