using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>Adds the weights of the synapses of spiking neurons to what they target, through rows by pre-synaptic neuron.</summary>
internal static unsafe class SpikeDelivery
{
    private const int CellsPerLine = 64 / sizeof(int);

    /// <summary>Of each row to come, how many cache lines of cells and weights are asked for ahead of time.</summary>
    private const int LinesAhead = 6;

    /// <summary>For each spike, <c>target[cells[slot]] += weights[slot]</c> over the row of the neuron.</summary>
    /// <param name="spikes">Ranks of the neurons that spiked.</param>
    /// <param name="rows">Slots of each neuron's row.</param>
    /// <param name="cells">Post-synaptic rank of each slot.</param>
    /// <param name="weights">Weight of each slot.</param>
    /// <param name="target">The conductance or sum of the post-synaptic population.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, T* weights, T* target)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, weights, spikes[i + 1]);
            var slot = rows.Begin[spikes[i]];
            var end = rows.End[spikes[i]];
            for (; slot + 4 <= end; slot += 4)
            {
                // No neuron occurs twice in a row, so the four are independent.
                target[cells[slot]] += weights[slot];
                target[cells[slot + 1]] += weights[slot + 1];
                target[cells[slot + 2]] += weights[slot + 2];
                target[cells[slot + 3]] += weights[slot + 3];
            }

            for (; slot < end; slot++)
                target[cells[slot]] += weights[slot];
        }
    }

    /// <summary>As <see cref="Add{T}"/> with one weight for all synapses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddShared<T>(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, T weight, T* target)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, (T*)null, spikes[i + 1]);
            var slot = rows.Begin[spikes[i]];
            var end = rows.End[spikes[i]];
            for (; slot + 4 <= end; slot += 4)
            {
                target[cells[slot]] += weight;
                target[cells[slot + 1]] += weight;
                target[cells[slot + 2]] += weight;
                target[cells[slot + 3]] += weight;
            }

            for (; slot < end; slot++)
                target[cells[slot]] += weight;
        }
    }

    /// <summary>As <see cref="Add{T}"/> where synapses have their own delays: weights go to the step of a ring at which they arrive.</summary>
    /// <param name="ring">Columns of the steps to come, as <see cref="Connectivity.ArrivalRing"/> holds them.</param>
    /// <param name="head">Place of the step in progress within the ring.</param>
    /// <param name="size">Elements of the ring.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddDelayed<T>(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, T* weights, T* ring, int head, int size)
        where T : unmanaged, INumberBase<T>
    {
        var shift = head - size;
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, weights, spikes[i + 1]);
            var end = rows.End[spikes[i]];
            for (var slot = rows.Begin[spikes[i]]; slot < end; slot++)
                ring[Wrap(cells[slot], shift, size)] += weights[slot];
        }
    }

    /// <summary>As <see cref="AddDelayed{T}"/> with one weight for all synapses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddDelayedShared<T>(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, T weight, T* ring, int head, int size)
        where T : unmanaged, INumberBase<T>
    {
        var shift = head - size;
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, (T*)null, spikes[i + 1]);
            var end = rows.End[spikes[i]];
            for (var slot = rows.Begin[spikes[i]]; slot < end; slot++)
                ring[Wrap(cells[slot], shift, size)] += weight;
        }
    }

    /// <summary>(cell + head) mod size of two numbers below the size, given head - size; arithmetic, since a branch here is a coin toss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Wrap(int cell, int shift, int size)
    {
        var place = cell + shift;
        return place + (size & (place >> 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchRow<T>(RowBounds rows, int* cells, T* weights, int rank)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        var begin = rows.Begin[rank];
        var end = Math.Min(rows.End[rank], begin + (LinesAhead * CellsPerLine));
        for (var slot = begin; slot < end; slot += CellsPerLine)
        {
            Sse.Prefetch0(cells + slot);
            if (weights is null)
                continue;
            Sse.Prefetch0(weights + slot);
            if (sizeof(T) == sizeof(double))
                Sse.Prefetch0((byte*)(weights + slot) + 64);
        }
    }
}
