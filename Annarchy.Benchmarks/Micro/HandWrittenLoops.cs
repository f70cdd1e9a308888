using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>
/// The equations of three neurons as one would write them by hand over 512-bit vectors, with everything known in advance: what
/// emitted kernels are measured against.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TInteger">The integer of the same size.</typeparam>
internal static unsafe class HandWrittenLoops<T, TInteger>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInteger : unmanaged, IBinaryInteger<TInteger>
{
    private static int Lanes => Vector512<T>.Count;

    /// <summary>Leaky integrate-and-fire with two exponential conductances and a refractory period of <paramref name="period"/> steps.</summary>
    /// <returns>How many spiked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IntegrateAndFire(
        int size, T* v, T* gExc, T* gInh, TInteger* remaining, TInteger* lastSpike, TInteger step, TInteger period, int* ranks)
    {
        var decayExc = Real(Math.Exp(-0.1 / 5.0));
        var decayInh = Real(Math.Exp(-0.1 / 10.0));
        var rate = Real(0.1 / 20.0);
        var drive = Real(-60.0 + 20.0);
        var reversalInh = Real(-80.0);
        var threshold = Real(-50.0);
        var reset = Real(-60.0);
        var count = 0;
        for (var i = 0; i < size; i += Lanes)
        {
            var u = Vector512.Load(v + i);
            var e = Vector512.Load(gExc + i);
            var n = Vector512.Load(gInh + i);
            var r = Vector512.Load(remaining + i);
            var current = Fused(n, reversalInh - u, Fused(-e, u, drive - u));
            var active = Vector512.LessThanOrEqual(r, Vector512<TInteger>.Zero).As<TInteger, T>();
            u = Vector512.ConditionalSelect(active, Fused(rate, current, u), u);
            var spiked = active & Vector512.GreaterThan(u, threshold);
            Vector512.Store(e * decayExc, gExc + i);
            Vector512.Store(n * decayInh, gInh + i);
            Vector512.Store(Vector512.ConditionalSelect(spiked, reset, u), v + i);
            r = Vector512.Max(r - Vector512<TInteger>.One, Vector512<TInteger>.Zero);
            Vector512.Store(Vector512.ConditionalSelect(spiked.As<T, TInteger>(), Vector512.Create(period), r), remaining + i);
            count = Gather(spiked, i, size, lastSpike, step, ranks, count);
        }

        return count;
    }

    /// <summary>Reads and writes the columns of <see cref="IntegrateAndFire"/> and computes nothing: as fast as memory allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Stream(int size, T* v, T* gExc, T* gInh, TInteger* remaining)
    {
        for (var i = 0; i < size; i += Lanes)
        {
            Vector512.Store(Vector512.Load(v + i), v + i);
            Vector512.Store(Vector512.Load(gExc + i), gExc + i);
            Vector512.Store(Vector512.Load(gInh + i), gInh + i);
            Vector512.Store(Vector512.Load(remaining + i), remaining + i);
        }
    }

    /// <summary>Izhikevich's quadratic neuron, regular spiking.</summary>
    /// <returns>How many spiked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Izhikevich(int size, T* v, T* u, T* input, TInteger* lastSpike, TInteger step, int* ranks)
    {
        var quadratic = Real(0.04);
        var five = Real(5.0);
        var offset = Real(140.0);
        var a = Real(0.02);
        var b = Real(0.2);
        var c = Real(-65.0);
        var d = Real(8.0);
        var threshold = Real(30.0);
        var dt = Real(0.1);
        var count = 0;
        for (var i = 0; i < size; i += Lanes)
        {
            var x = Vector512.Load(v + i);
            var y = Vector512.Load(u + i);
            var slope = Fused(Fused(quadratic, x, five), x, offset) - y + Vector512.Load(input + i);
            var recovery = a * Fused(b, x, -y);
            x = Fused(dt, slope, x);
            y = Fused(dt, recovery, y);
            var spiked = Vector512.GreaterThan(x, threshold);
            Vector512.Store(Vector512.ConditionalSelect(spiked, c, x), v + i);
            Vector512.Store(Vector512.ConditionalSelect(spiked, y + d, y), u + i);
            count = Gather(spiked, i, size, lastSpike, step, ranks, count);
        }

        return count;
    }

    /// <summary>Hodgkin and Huxley's neuron (Traub and Miles' rates), explicit Euler.</summary>
    /// <returns>How many spiked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int HodgkinHuxley(int size, T* v, T* n, T* m, T* h, T* input, TInteger* lastSpike, TInteger step, int* ranks)
    {
        var one = Vector512<T>.One;
        var dt = Real(0.1);
        var count = 0;
        for (var i = 0; i < size; i += Lanes)
        {
            var before = Vector512.Load(v + i);
            var (gateN, gateM, gateH) = (Vector512.Load(n + i), Vector512.Load(m + i), Vector512.Load(h + i));
            var x = before + Real(63.0);
            var (x15, x13, x40) = (Real(15.0) - x, Real(13.0) - x, x - Real(40.0));
            var alphaN = Real(0.032) * x15 / (Exp(x15 * Real(1.0 / 5.0)) - one);
            var alphaM = Real(0.32) * x13 / (Exp(x13 * Real(1.0 / 4.0)) - one);
            var alphaH = Real(0.128) * Exp((Real(17.0) - x) * Real(1.0 / 18.0));
            var betaN = Real(0.5) * Exp((Real(10.0) - x) * Real(1.0 / 40.0));
            var betaM = Real(0.28) * x40 / (Exp(x40 * Real(1.0 / 5.0)) - one);
            var betaH = Real(4.0) / (one + Exp(Real(10.0) - x));
            var squareN = gateN * gateN;
            var sodium = Real(20.0) * gateM * gateM * gateM * gateH * (Real(50.0) - before);
            var potassium = Real(6.0) * squareN * squareN * (Real(-90.0) - before);
            var current = Fused(Real(0.01), Real(-65.0) - before, potassium) + sodium + Vector512.Load(input + i);
            var after = Fused(Real(0.1 / 0.2), current, before);
            Vector512.Store(Fused(dt, Fused(alphaN, one - gateN, -(betaN * gateN)), gateN), n + i);
            Vector512.Store(Fused(dt, Fused(alphaM, one - gateM, -(betaM * gateM)), gateM), m + i);
            Vector512.Store(Fused(dt, Fused(alphaH, one - gateH, -(betaH * gateH)), gateH), h + i);
            Vector512.Store(after, v + i);
            var spiked = Vector512.GreaterThan(after, Vector512<T>.Zero) & Vector512.LessThanOrEqual(before, Vector512<T>.Zero);
            count = Gather(spiked, i, size, lastSpike, step, ranks, count);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Gather(
        Vector512<T> spiked, int row, int size, TInteger* lastSpike, TInteger step, int* ranks, int count)
    {
        var bits = spiked.ExtractMostSignificantBits();
        if (bits == 0)
            return count;
        if (size - row < Lanes)
            bits &= (1UL << (size - row)) - 1;
        for (; bits != 0; bits &= bits - 1)
        {
            var rank = row + BitOperations.TrailingZeroCount(bits);
            lastSpike[rank] = step;
            ranks[count++] = rank;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Real(double value) => Vector512.Create(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fused(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Exp(Vector512<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble()).As<double, T>();
}
