using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>How many multiply-adds one core does when nothing else is to be done: sixteen sums in registers that never wait for each other.</summary>
internal static class MultiplyAddPeak
{
    private const int Rounds = 200_000;
    private const int Sums = 16;

    /// <summary>Multiply-adds per nanosecond, the most of many tries.</summary>
    public static double Measure<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shortest = double.PositiveInfinity;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var start = Stopwatch.GetTimestamp();
            if (T.IsNaN(Run(T.CreateTruncating(1e-3))))
                throw new InvalidOperationException("The sums are not numbers.");
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return (double)Rounds * Sums * Vector512<T>.Count / shortest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Run<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (Vector512.Create(value), Vector512.Create(value));
        var s0 = Vector512<T>.Zero;
        var (s1, s2, s3, s4, s5, s6, s7) = (s0, s0, s0, s0, s0, s0, s0);
        var (s8, s9, s10, s11, s12, s13, s14, s15) = (s0, s0, s0, s0, s0, s0, s0, s0);
        for (var round = 0; round < Rounds; round++)
        {
            s0 = MultiplyAdd(x, y, s0);
            s1 = MultiplyAdd(x, y, s1);
            s2 = MultiplyAdd(x, y, s2);
            s3 = MultiplyAdd(x, y, s3);
            s4 = MultiplyAdd(x, y, s4);
            s5 = MultiplyAdd(x, y, s5);
            s6 = MultiplyAdd(x, y, s6);
            s7 = MultiplyAdd(x, y, s7);
            s8 = MultiplyAdd(x, y, s8);
            s9 = MultiplyAdd(x, y, s9);
            s10 = MultiplyAdd(x, y, s10);
            s11 = MultiplyAdd(x, y, s11);
            s12 = MultiplyAdd(x, y, s12);
            s13 = MultiplyAdd(x, y, s13);
            s14 = MultiplyAdd(x, y, s14);
            s15 = MultiplyAdd(x, y, s15);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
    }
}
