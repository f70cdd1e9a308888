using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Annarchy.Transmission;

/// <summary>Weighted sums over rows of consecutive weights in half precision, added up in single precision.</summary>
/// <remarks>
/// .NET has no vector conversion from half precision. Moving the bits of a half to where a single has them gives the number times
/// 2^-112, subnormals included; the missing factor is put on the inputs, once for all rows. A 32-bit lane holds two neighbouring
/// weights, so the inputs are also sorted into even and odd ones. Weights must be finite.
/// </remarks>
internal static unsafe class HalfDenseSums
{
    /// <summary>Weights of a row are read in blocks of so many.</summary>
    public const int Block = 32;

    private const int Lane = Block / 2;

    /// <summary>Eight long streams through memory: with fewer of them, converting would leave too few reads under way.</summary>
    private const int RowsAtOnce = 8;

    /// <summary>Weights are asked for so far ahead of time: a page, since hardware prefetches only within one.</summary>
    private const int WeightsAhead = 4096 / sizeof(ushort);

    /// <summary>2^15 and more times 2^112 would overflow.</summary>
    private const int LargestExponent = 14;

    /// <summary>Weights from one row to the next.</summary>
    public static long Stride(int columns) => (columns + (Block - 1L)) / Block * Block;

    /// <summary>Sorts and scales the inputs for <see cref="Add"/>.</summary>
    /// <param name="inputs">One number per column.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="prepared">Room for <see cref="Stride"/> numbers; those that stand for no input become 0.</param>
    /// <returns>What the sums have to be multiplied with: 1 unless an input is larger than 32767.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Prepare(float* inputs, int columns, float* prepared)
    {
        var excess = Math.Max(0, MathF.ILogB(Math.Max(LargestFinite(inputs, columns), 1f)) - LargestExponent);
        var scale = MathF.ScaleB(1f, 112 - excess);
        var full = columns & ~(Block - 1);
        for (var i = 0; i < full; i += Block)
        {
            for (var lane = 0; lane < Lane; lane++)
            {
                prepared[i + lane] = inputs[i + (2 * lane)] * scale;
                prepared[i + Lane + lane] = inputs[i + (2 * lane) + 1] * scale;
            }
        }

        if (full < columns)
        {
            new Span<float>(prepared + full, Block).Clear();
            for (var i = full; i < columns; i++)
                prepared[full + ((i & 1) * Lane) + ((i - full) >> 1)] = inputs[i] * scale;
        }

        return MathF.ScaleB(1f, excess);
    }

    /// <summary>Adds <c>factor * sum over j of weights[row * stride + j] * prepared[j]</c> to the sum of each row's neuron.</summary>
    /// <param name="weights">First weight of row 0; padding holds 0.</param>
    /// <param name="stride">Weights from one row to the next, a multiple of <see cref="Block"/>.</param>
    /// <param name="prepared">The inputs as <see cref="Prepare"/> left them.</param>
    /// <param name="factor">What <see cref="Prepare"/> returned.</param>
    /// <param name="postRanks">Where the sum of each row goes in <paramref name="sums"/>.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        Half* weights, long stride, float* prepared, float factor, int* postRanks, float* sums, int begin, int end)
    {
        var results = stackalloc float[RowsAtOnce];
        var eighth = (end - begin) / RowsAtOnce;
        for (var row = begin; row < begin + eighth; row++)
        {
            EightRows(weights + (row * stride), eighth * stride, stride, prepared, results);
            for (var i = 0; i < RowsAtOnce; i++)
                sums[postRanks[row + (i * eighth)]] += results[i] * factor;
        }

        for (var row = begin + (RowsAtOnce * eighth); row < end; row++)
            sums[postRanks[row]] += Row(weights + (row * stride), stride, prepared) * factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LargestFinite(float* inputs, int count)
    {
        var largest = Vector512<float>.Zero;
        var infinity = Vector512.Create(float.PositiveInfinity);
        var i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var size = Vector512.Abs(Vector512.Load(inputs + i));
            largest = Vector512.MaxNative(largest, size & Vector512.LessThan(size, infinity));
        }

        var result = 0f;
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            result = Math.Max(result, largest[lane]);
        for (; i < count; i++)
            result = float.IsFinite(inputs[i]) ? Math.Max(result, MathF.Abs(inputs[i])) : result;
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Row(Half* w, long stride, float* prepared)
    {
        var even = Vector512<float>.Zero;
        var odd = Vector512<float>.Zero;
        for (var i = 0L; i < stride; i += Block)
        {
            var pairs = Vector512.Load((int*)(w + i));
            even = Vector512.FusedMultiplyAdd(Even(pairs), Vector512.Load(prepared + i), even);
            odd = Vector512.FusedMultiplyAdd(Odd(pairs), Vector512.Load(prepared + i + Lane), odd);
        }

        return Lanes.Sum(even, odd);
    }

    /// <summary>The sums of eight rows, each <paramref name="apart"/> weights after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows(Half* w0, long apart, long stride, float* prepared, float* results)
    {
        var w4 = w0 + (4 * apart);
        var a0 = Vector512<float>.Zero;
        var (a1, a2, a3, a4, a5, a6, a7) = (a0, a0, a0, a0, a0, a0, a0);
        var (b0, b1, b2, b3, b4, b5, b6, b7) = (a0, a0, a0, a0, a0, a0, a0, a0);
        for (var i = 0L; i < stride; i += Block)
        {
            var ahead = i + WeightsAhead;
            Lanes.FetchFar(w0 + ahead);
            Lanes.FetchFar(w0 + apart + ahead);
            Lanes.FetchFar(w0 + (2 * apart) + ahead);
            Lanes.FetchFar(w0 + (3 * apart) + ahead);
            Lanes.FetchFar(w4 + ahead);
            Lanes.FetchFar(w4 + apart + ahead);
            Lanes.FetchFar(w4 + (2 * apart) + ahead);
            Lanes.FetchFar(w4 + (3 * apart) + ahead);
            var x = Vector512.Load(prepared + i);
            var y = Vector512.Load(prepared + i + Lane);
            var pairs = Vector512.Load((int*)(w0 + i));
            a0 = Vector512.FusedMultiplyAdd(Even(pairs), x, a0);
            b0 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b0);
            pairs = Vector512.Load((int*)(w0 + apart + i));
            a1 = Vector512.FusedMultiplyAdd(Even(pairs), x, a1);
            b1 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b1);
            pairs = Vector512.Load((int*)(w0 + (2 * apart) + i));
            a2 = Vector512.FusedMultiplyAdd(Even(pairs), x, a2);
            b2 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b2);
            pairs = Vector512.Load((int*)(w0 + (3 * apart) + i));
            a3 = Vector512.FusedMultiplyAdd(Even(pairs), x, a3);
            b3 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b3);
            pairs = Vector512.Load((int*)(w4 + i));
            a4 = Vector512.FusedMultiplyAdd(Even(pairs), x, a4);
            b4 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b4);
            pairs = Vector512.Load((int*)(w4 + apart + i));
            a5 = Vector512.FusedMultiplyAdd(Even(pairs), x, a5);
            b5 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b5);
            pairs = Vector512.Load((int*)(w4 + (2 * apart) + i));
            a6 = Vector512.FusedMultiplyAdd(Even(pairs), x, a6);
            b6 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b6);
            pairs = Vector512.Load((int*)(w4 + (3 * apart) + i));
            a7 = Vector512.FusedMultiplyAdd(Even(pairs), x, a7);
            b7 = Vector512.FusedMultiplyAdd(Odd(pairs), y, b7);
        }

        results[0] = Lanes.Sum(a0, b0);
        results[1] = Lanes.Sum(a1, b1);
        results[2] = Lanes.Sum(a2, b2);
        results[3] = Lanes.Sum(a3, b3);
        results[4] = Lanes.Sum(a4, b4);
        results[5] = Lanes.Sum(a5, b5);
        results[6] = Lanes.Sum(a6, b6);
        results[7] = Lanes.Sum(a7, b7);
    }

    /// <summary>2^-112 times the half in the lower part of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Even(Vector512<int> pairs) =>
        // One multiplication is the two shifts in another, less busy unit.
        Single(Avx512BW.IsSupported
            ? Avx512BW.MultiplyAddAdjacent(pairs.AsInt16(), Vector512.Create(1 << 13).AsInt16())
            : (pairs << 16) >> 3);

    /// <summary>2^-112 times the half in the upper part of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Odd(Vector512<int> pairs) => Single(pairs >> 3);

    /// <summary>Keeps the sign and the other 15 bits of a half that was shifted with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Single(Vector512<int> shifted) =>
        (shifted & Vector512.Create(unchecked((int)0x8FFFE000))).AsSingle();
}
