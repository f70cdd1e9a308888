using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>A function as vector mathematics and as .NET's scalar library have it.</summary>
internal interface IElementaryFunction
{
    static abstract float Scalar(float x);

    static abstract double Scalar(double x);

    static abstract Vector512<float> Vector(Vector512<float> x);

    static abstract Vector512<double> Vector(Vector512<double> x);
}

internal readonly struct Exp : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Exp(x);

    public static double Scalar(double x) => Math.Exp(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Exp(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Exp(x);
}

internal readonly struct Log : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Log(x);

    public static double Scalar(double x) => Math.Log(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Log(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Log(x);
}

internal readonly struct Sin : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Sin(x);

    public static double Scalar(double x) => Math.Sin(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Sin(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Sin(x);
}

internal readonly struct Cos : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Cos(x);

    public static double Scalar(double x) => Math.Cos(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Cos(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Cos(x);
}

internal readonly struct Tan : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Tan(x);

    public static double Scalar(double x) => Math.Tan(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Tan(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Tan(x);
}

internal readonly struct Asin : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Asin(x);

    public static double Scalar(double x) => Math.Asin(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Asin(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Asin(x);
}

internal readonly struct Acos : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Acos(x);

    public static double Scalar(double x) => Math.Acos(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Acos(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Acos(x);
}

internal readonly struct Atan : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Atan(x);

    public static double Scalar(double x) => Math.Atan(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Atan(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Atan(x);
}

internal readonly struct Sinh : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Sinh(x);

    public static double Scalar(double x) => Math.Sinh(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Sinh(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Sinh(x);
}

internal readonly struct Cosh : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Cosh(x);

    public static double Scalar(double x) => Math.Cosh(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Cosh(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Cosh(x);
}

internal readonly struct Tanh : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Tanh(x);

    public static double Scalar(double x) => Math.Tanh(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Tanh(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Tanh(x);
}

internal readonly struct SquareRoot : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Sqrt(x);

    public static double Scalar(double x) => Math.Sqrt(x);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.SquareRoot(x);

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.SquareRoot(x);
}

internal readonly struct Power : IElementaryFunction
{
    public static float Scalar(float x) => MathF.Pow(x, 1.7f);

    public static double Scalar(double x) => Math.Pow(x, 1.7);

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Power(x, Vector512.Create(1.7f));

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Power(x, Vector512.Create(1.7));
}

internal readonly struct Modulo : IElementaryFunction
{
    public static float Scalar(float x) => x % 0.3f;

    public static double Scalar(double x) => x % 0.3;

    public static Vector512<float> Vector(Vector512<float> x) => VectorMath.Modulo(x, Vector512.Create(0.3f));

    public static Vector512<double> Vector(Vector512<double> x) => VectorMath.Modulo(x, Vector512.Create(0.3));
}
