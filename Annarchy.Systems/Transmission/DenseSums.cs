using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Transmission;

/// <summary>Weighted sums over rows of consecutive weights: a matrix times a vector.</summary>
internal static unsafe class DenseSums
{
    /// <summary>Adds <c>sum over j of weights[row * stride + j] * inputs[j]</c> to the sum of each row's neuron.</summary>
    /// <param name="weights">First weight of row 0; rows are readable up to a multiple of a widest vector.</param>
    /// <param name="stride">Weights from one row to the next.</param>
    /// <param name="inputs">One number per column, readable like a row.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="postRanks">Where the sum of each row goes in <paramref name="sums"/>.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T* weights, long stride, T* inputs, int columns, int* postRanks, T* sums, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        // Four rows at a time read the inputs once; each sum is the same as that of a single row. Rows a quarter apart are four long
        // streams through memory, which hardware prefetches better than four neighbouring rows.
        var quarter = (end - begin) / 4;
        for (var row = begin; row < begin + quarter; row++)
        {
            var (row1, row2, row3) = (row + quarter, row + (2 * quarter), row + (3 * quarter));
            FourRows(weights + (row * stride), weights + (row1 * stride), weights + (row2 * stride), weights + (row3 * stride),
                inputs, columns, out var s0, out var s1, out var s2, out var s3);
            sums[postRanks[row]] += s0;
            sums[postRanks[row1]] += s1;
            sums[postRanks[row2]] += s2;
            sums[postRanks[row3]] += s3;
        }

        for (var row = begin + (4 * quarter); row < end; row++)
            sums[postRanks[row]] += Row(weights + (row * stride), inputs, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Row<T>(T* weights, T* inputs, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var first = Vector512<T>.Zero;
        var second = Vector512<T>.Zero;
        var column = 0;
        for (; column <= columns - (2 * Vector512<T>.Count); column += 2 * Vector512<T>.Count)
        {
            first = Lanes.MultiplyAdd(Vector512.Load(weights + column), Vector512.Load(inputs + column), first);
            var next = column + Vector512<T>.Count;
            second = Lanes.MultiplyAdd(Vector512.Load(weights + next), Vector512.Load(inputs + next), second);
        }

        if (column < columns)
            first += Tail(weights, inputs, column, columns);
        if (column + Vector512<T>.Count < columns)
            second += Tail(weights, inputs, column + Vector512<T>.Count, columns);
        return Lanes.Sum(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<T>(
        T* w0, T* w1, T* w2, T* w3, T* inputs, int columns, out T s0, out T s1, out T s2, out T s3)
        where T : unmanaged, INumberBase<T>
    {
        var a0 = Vector512<T>.Zero;
        var (a1, a2, a3, b0, b1, b2, b3) = (a0, a0, a0, a0, a0, a0, a0);
        var column = 0;
        for (; column <= columns - (2 * Vector512<T>.Count); column += 2 * Vector512<T>.Count)
        {
            var second = column + Vector512<T>.Count;
            Fetch(w0 + column);
            Fetch(w1 + column);
            Fetch(w2 + column);
            Fetch(w3 + column);
            var x = Vector512.Load(inputs + column);
            var y = Vector512.Load(inputs + second);
            a0 = Lanes.MultiplyAdd(Vector512.Load(w0 + column), x, a0);
            a1 = Lanes.MultiplyAdd(Vector512.Load(w1 + column), x, a1);
            a2 = Lanes.MultiplyAdd(Vector512.Load(w2 + column), x, a2);
            a3 = Lanes.MultiplyAdd(Vector512.Load(w3 + column), x, a3);
            b0 = Lanes.MultiplyAdd(Vector512.Load(w0 + second), y, b0);
            b1 = Lanes.MultiplyAdd(Vector512.Load(w1 + second), y, b1);
            b2 = Lanes.MultiplyAdd(Vector512.Load(w2 + second), y, b2);
            b3 = Lanes.MultiplyAdd(Vector512.Load(w3 + second), y, b3);
        }

        if (column < columns)
        {
            a0 += Tail(w0, inputs, column, columns);
            a1 += Tail(w1, inputs, column, columns);
            a2 += Tail(w2, inputs, column, columns);
            a3 += Tail(w3, inputs, column, columns);
        }

        column += Vector512<T>.Count;
        if (column < columns)
        {
            b0 += Tail(w0, inputs, column, columns);
            b1 += Tail(w1, inputs, column, columns);
            b2 += Tail(w2, inputs, column, columns);
            b3 += Tail(w3, inputs, column, columns);
        }

        s0 = Lanes.Sum(a0, b0);
        s1 = Lanes.Sum(a1, b1);
        s2 = Lanes.Sum(a2, b2);
        s3 = Lanes.Sum(a3, b3);
    }

    /// <summary>Asks for what the next round but one reads of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch<T>(T* weights)
        where T : unmanaged
    {
        Lanes.Fetch(weights + (4 * Vector512<T>.Count));
        Lanes.Fetch(weights + (5 * Vector512<T>.Count));
    }

    /// <summary>The products from <paramref name="column"/> on, at most a vector of them; what lies beyond the row counts for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Tail<T>(T* weights, T* inputs, int column, int columns)
        where T : unmanaged, INumberBase<T> =>
        (Vector512.Load(weights + column) * Vector512.Load(inputs + column)) & Lanes.First<T>(columns - column);
}
