using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>Weighted sums over compressed rows.</summary>
/// <remarks>Inputs are the pre-synaptic column, or the window of its past when cells include delays.</remarks>
internal static unsafe class SparseSums
{
    /// <summary>Adds <c>sum of weights[slot] * inputs[cells[slot]]</c> over each row's slots to the sum of its neuron.</summary>
    /// <param name="rows">Slots of each row.</param>
    /// <param name="cells">Where the input of each slot is; readable one widest vector past the last slot.</param>
    /// <param name="weights">Weight of each slot; readable likewise.</param>
    /// <param name="inputs">What the cells point into.</param>
    /// <param name="postRanks">Where the sum of each row goes in <paramref name="sums"/>.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(RowBounds rows, int* cells, T* weights, T* inputs, int* postRanks, T* sums, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        for (var row = begin; row < end; row++)
        {
            var first = Vector512<T>.Zero;
            var second = Vector512<T>.Zero;
            var slot = rows.Begin[row];
            var stop = rows.End[row];
            for (; slot <= stop - (2 * Vector512<T>.Count); slot += 2 * Vector512<T>.Count)
            {
                first += Product(cells, weights, inputs, slot);
                second += Product(cells, weights, inputs, slot + Vector512<T>.Count);
            }

            if (slot < stop)
                first += Product(cells, weights, inputs, slot) & Lanes.First<T>(stop - slot);
            slot += Vector512<T>.Count;
            if (slot < stop)
                second += Product(cells, weights, inputs, slot) & Lanes.First<T>(stop - slot);
            sums[postRanks[row]] += Lanes.Sum(first, second);
        }
    }

    /// <summary>Adds <c>weight * sum of inputs[cells[slot]]</c>: all synapses share one weight.</summary>
    /// <inheritdoc cref="Add{T}(RowBounds, int*, T*, T*, int*, T*, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddShared<T>(RowBounds rows, int* cells, T weight, T* inputs, int* postRanks, T* sums, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        for (var row = begin; row < end; row++)
        {
            var first = Vector512<T>.Zero;
            var second = Vector512<T>.Zero;
            var slot = rows.Begin[row];
            var stop = rows.End[row];
            for (; slot <= stop - (2 * Vector512<T>.Count); slot += 2 * Vector512<T>.Count)
            {
                first += Lanes.Gather(inputs, cells + slot);
                second += Lanes.Gather(inputs, cells + slot + Vector512<T>.Count);
            }

            if (slot < stop)
                first += Lanes.Gather(inputs, cells + slot) & Lanes.First<T>(stop - slot);
            slot += Vector512<T>.Count;
            if (slot < stop)
                second += Lanes.Gather(inputs, cells + slot) & Lanes.First<T>(stop - slot);
            sums[postRanks[row]] += weight * Lanes.Sum(first, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Product<T>(int* cells, T* weights, T* inputs, int slot)
        where T : unmanaged => Vector512.Load(weights + slot) * Lanes.Gather(inputs, cells + slot);
}
