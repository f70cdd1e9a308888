using System.Runtime.Intrinsics;

namespace Annarchy.Numerics;

internal static partial class VectorMath
{
    /// <summary>Exp of every lane.</summary>
    public static Vector512<float> Exp(Vector512<float> x) => EachLane(x, MathF.Exp);

    /// <summary>Log of every lane.</summary>
    public static Vector512<float> Log(Vector512<float> x) => EachLane(x, MathF.Log);

    /// <summary>Sin of every lane.</summary>
    public static Vector512<float> Sin(Vector512<float> x) => EachLane(x, MathF.Sin);

    /// <summary>Cos of every lane.</summary>
    public static Vector512<float> Cos(Vector512<float> x) => EachLane(x, MathF.Cos);

    /// <summary>Tan of every lane.</summary>
    public static Vector512<float> Tan(Vector512<float> x) => EachLane(x, MathF.Tan);

    /// <summary>Asin of every lane.</summary>
    public static Vector512<float> Asin(Vector512<float> x) => EachLane(x, MathF.Asin);

    /// <summary>Acos of every lane.</summary>
    public static Vector512<float> Acos(Vector512<float> x) => EachLane(x, MathF.Acos);

    /// <summary>Atan of every lane.</summary>
    public static Vector512<float> Atan(Vector512<float> x) => EachLane(x, MathF.Atan);

    /// <summary>Sinh of every lane.</summary>
    public static Vector512<float> Sinh(Vector512<float> x) => EachLane(x, MathF.Sinh);

    /// <summary>Cosh of every lane.</summary>
    public static Vector512<float> Cosh(Vector512<float> x) => EachLane(x, MathF.Cosh);

    /// <summary>Tanh of every lane.</summary>
    public static Vector512<float> Tanh(Vector512<float> x) => EachLane(x, MathF.Tanh);

    /// <summary>Power of every lane.</summary>
    public static Vector512<float> Power(Vector512<float> x, Vector512<float> y) => EachLane(x, y, MathF.Pow);

    /// <summary>Modulo of every lane.</summary>
    public static Vector512<float> Modulo(Vector512<float> x, Vector512<float> y) => EachLane(x, y, static (a, b) => a % b);

    /// <summary>Exp of every lane.</summary>
    public static Vector512<double> Exp(Vector512<double> x) => EachLane(x, Math.Exp);

    /// <summary>Log of every lane.</summary>
    public static Vector512<double> Log(Vector512<double> x) => EachLane(x, Math.Log);

    /// <summary>Sin of every lane.</summary>
    public static Vector512<double> Sin(Vector512<double> x) => EachLane(x, Math.Sin);

    /// <summary>Cos of every lane.</summary>
    public static Vector512<double> Cos(Vector512<double> x) => EachLane(x, Math.Cos);

    /// <summary>Tan of every lane.</summary>
    public static Vector512<double> Tan(Vector512<double> x) => EachLane(x, Math.Tan);

    /// <summary>Asin of every lane.</summary>
    public static Vector512<double> Asin(Vector512<double> x) => EachLane(x, Math.Asin);

    /// <summary>Acos of every lane.</summary>
    public static Vector512<double> Acos(Vector512<double> x) => EachLane(x, Math.Acos);

    /// <summary>Atan of every lane.</summary>
    public static Vector512<double> Atan(Vector512<double> x) => EachLane(x, Math.Atan);

    /// <summary>Sinh of every lane.</summary>
    public static Vector512<double> Sinh(Vector512<double> x) => EachLane(x, Math.Sinh);

    /// <summary>Cosh of every lane.</summary>
    public static Vector512<double> Cosh(Vector512<double> x) => EachLane(x, Math.Cosh);

    /// <summary>Tanh of every lane.</summary>
    public static Vector512<double> Tanh(Vector512<double> x) => EachLane(x, Math.Tanh);

    /// <summary>Power of every lane.</summary>
    public static Vector512<double> Power(Vector512<double> x, Vector512<double> y) => EachLane(x, y, Math.Pow);

    /// <summary>Modulo of every lane.</summary>
    public static Vector512<double> Modulo(Vector512<double> x, Vector512<double> y) => EachLane(x, y, static (a, b) => a % b);

    /// <summary>Remainder of the truncated quotient of every lane, 0 where the divisor is 0.</summary>
    public static Vector512<int> Modulo(Vector512<int> x, Vector512<int> y) => EachLane(x, y, static (a, b) => b is 0 or -1 ? 0 : a % b);

    /// <summary>Remainder of the truncated quotient of every lane, 0 where the divisor is 0.</summary>
    public static Vector512<long> Modulo(Vector512<long> x, Vector512<long> y) => EachLane(x, y, static (a, b) => b is 0 or -1 ? 0 : a % b);

    private static Vector512<T> EachLane<T>(Vector512<T> x, Func<T, T> f)
    {
        var result = x;
        for (var i = 0; i < Vector512<T>.Count; i++)
            result = result.WithElement(i, f(x.GetElement(i)));
        return result;
    }

    private static Vector512<T> EachLane<T>(Vector512<T> x, Vector512<T> y, Func<T, T, T> f)
    {
        var result = x;
        for (var i = 0; i < Vector512<T>.Count; i++)
            result = result.WithElement(i, f(x.GetElement(i), y.GetElement(i)));
        return result;
    }
}
