using System.Numerics;
using System.Numerics.Tensors;

namespace Annarchy.Kernels.Interpreter;

internal readonly struct SquareRoot<T> : ITensorUnary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, Span<T> z) => TensorPrimitives.Sqrt(x, z);
}

internal readonly struct Floor<T> : ITensorUnary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, Span<T> z) => TensorPrimitives.Floor(x, z);
}

internal readonly struct Ceiling<T> : ITensorUnary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, Span<T> z) => TensorPrimitives.Ceiling(x, z);
}

internal readonly struct TensorSum<T> : ITensorBinary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    public static void Invoke(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    public static void Invoke(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(y, x, z);
}

internal readonly struct TensorDifference<T> : ITensorBinary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);

    public static void Invoke(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);

    public static void Invoke(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);
}

internal readonly struct TensorProduct<T> : ITensorBinary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    public static void Invoke(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    public static void Invoke(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(y, x, z);
}

internal readonly struct TensorQuotient<T> : ITensorBinary<T>
    where T : IFloatingPointIeee754<T>
{
    public static void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    public static void Invoke(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    public static void Invoke(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);
}
