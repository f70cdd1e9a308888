using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Kernels.Emit;

/// <summary>A function that replaces its operands, which follow one another in memory, by its result.</summary>
internal unsafe delegate void Vector512Call<T>(Vector512<T>* x);

/// <summary>
/// Vector mathematics as calls through memory. Passed by value, vectors would lie on the stack, where nothing aligns them to cache
/// lines: measured, that makes a call four times as long.
/// </summary>
internal static unsafe class Vector512Calls
{
    private const MethodImplOptions Call = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    [MethodImpl(Call)]
    public static void Exp<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Exp(x->AsDouble()).As<double, T>()
        : VectorMath.Exp(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Expm1<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Expm1(x->AsDouble()).As<double, T>()
        : VectorMath.Expm1(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Log<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Log(x->AsDouble()).As<double, T>()
        : VectorMath.Log(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Sin<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Sin(x->AsDouble()).As<double, T>()
        : VectorMath.Sin(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Cos<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Cos(x->AsDouble()).As<double, T>()
        : VectorMath.Cos(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Tan<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Tan(x->AsDouble()).As<double, T>()
        : VectorMath.Tan(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Asin<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Asin(x->AsDouble()).As<double, T>()
        : VectorMath.Asin(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Acos<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Acos(x->AsDouble()).As<double, T>()
        : VectorMath.Acos(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Atan<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Atan(x->AsDouble()).As<double, T>()
        : VectorMath.Atan(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Sinh<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Sinh(x->AsDouble()).As<double, T>()
        : VectorMath.Sinh(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Cosh<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Cosh(x->AsDouble()).As<double, T>()
        : VectorMath.Cosh(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Tanh<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Tanh(x->AsDouble()).As<double, T>()
        : VectorMath.Tanh(x->AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Power<T>(Vector512<T>* x) => *x = typeof(T) == typeof(double)
        ? VectorMath.Power(x->AsDouble(), x[1].AsDouble()).As<double, T>()
        : VectorMath.Power(x->AsSingle(), x[1].AsSingle()).As<float, T>();

    [MethodImpl(Call)]
    public static void Modulo<T>(Vector512<T>* x)
    {
        if (typeof(T) == typeof(double))
            *x = VectorMath.Modulo(x->AsDouble(), x[1].AsDouble()).As<double, T>();
        else if (typeof(T) == typeof(float))
            *x = VectorMath.Modulo(x->AsSingle(), x[1].AsSingle()).As<float, T>();
        else if (typeof(T) == typeof(long))
            *x = VectorMath.Modulo(x->AsInt64(), x[1].AsInt64()).As<long, T>();
        else
            *x = VectorMath.Modulo(x->AsInt32(), x[1].AsInt32()).As<int, T>();
    }
}
