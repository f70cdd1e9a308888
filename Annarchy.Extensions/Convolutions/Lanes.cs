using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Convolutions;

/// <summary>Vector pieces of filters.</summary>
internal static unsafe class Lanes
{
    /// <summary><c>x * y + z</c>, rounded once; of reals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
    }

    /// <summary>Elements a step apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadEvery<T>(T* first, nint step)
        where T : unmanaged
    {
        if (step == 1)
            return Vector512.Load(first);
        if (typeof(T) == typeof(float))
            return Vector512.Create(Eight((float*)first, step), Eight((float*)first + (8 * step), step)).As<float, T>();
        var x = (double*)first;
        return Vector512.Create(x[0], x[step], x[2 * step], x[3 * step], x[4 * step], x[5 * step], x[6 * step], x[7 * step]).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(float* x, nint step) =>
        Vector256.Create(x[0], x[step], x[2 * step], x[3 * step], x[4 * step], x[5 * step], x[6 * step], x[7 * step]);
}
