using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Kernels.Interpreter;

// The elementary functions, by the same code as emitted kernels.

internal readonly struct Exponential<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Exp(x.AsDouble()).As<double, T>()
        : VectorMath.Exp(x.AsSingle()).As<float, T>();
}

internal readonly struct ExponentialMinusOne<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Expm1(x.AsDouble()).As<double, T>()
        : VectorMath.Expm1(x.AsSingle()).As<float, T>();
}

internal readonly struct Logarithm<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Log(x.AsDouble()).As<double, T>()
        : VectorMath.Log(x.AsSingle()).As<float, T>();
}

internal readonly struct Sine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Sin(x.AsDouble()).As<double, T>()
        : VectorMath.Sin(x.AsSingle()).As<float, T>();
}

internal readonly struct Cosine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Cos(x.AsDouble()).As<double, T>()
        : VectorMath.Cos(x.AsSingle()).As<float, T>();
}

internal readonly struct Tangent<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Tan(x.AsDouble()).As<double, T>()
        : VectorMath.Tan(x.AsSingle()).As<float, T>();
}

internal readonly struct ArcSine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Asin(x.AsDouble()).As<double, T>()
        : VectorMath.Asin(x.AsSingle()).As<float, T>();
}

internal readonly struct ArcCosine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Acos(x.AsDouble()).As<double, T>()
        : VectorMath.Acos(x.AsSingle()).As<float, T>();
}

internal readonly struct ArcTangent<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Atan(x.AsDouble()).As<double, T>()
        : VectorMath.Atan(x.AsSingle()).As<float, T>();
}

internal readonly struct HyperbolicSine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Sinh(x.AsDouble()).As<double, T>()
        : VectorMath.Sinh(x.AsSingle()).As<float, T>();
}

internal readonly struct HyperbolicCosine<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Cosh(x.AsDouble()).As<double, T>()
        : VectorMath.Cosh(x.AsSingle()).As<float, T>();
}

internal readonly struct HyperbolicTangent<T> : IUnaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x) => typeof(T) == typeof(double)
        ? VectorMath.Tanh(x.AsDouble()).As<double, T>()
        : VectorMath.Tanh(x.AsSingle()).As<float, T>();
}

internal readonly struct RealPower<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => typeof(T) == typeof(double)
        ? VectorMath.Power(x.AsDouble(), y.AsDouble()).As<double, T>()
        : VectorMath.Power(x.AsSingle(), y.AsSingle()).As<float, T>();
}

internal readonly struct RealRemainder<T> : IBinaryOperator<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Invoke(Vector512<T> x, Vector512<T> y) => typeof(T) == typeof(double)
        ? VectorMath.Modulo(x.AsDouble(), y.AsDouble()).As<double, T>()
        : VectorMath.Modulo(x.AsSingle(), y.AsSingle()).As<float, T>();
}

internal readonly struct IntegerRemainder<TInteger> : IBinaryOperator<TInteger, TInteger>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TInteger> Invoke(Vector512<TInteger> x, Vector512<TInteger> y) => typeof(TInteger) == typeof(long)
        ? VectorMath.Modulo(x.AsInt64(), y.AsInt64()).As<long, TInteger>()
        : VectorMath.Modulo(x.AsInt32(), y.AsInt32()).As<int, TInteger>();
}
