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

    /// <summary>As <see cref="Add{T}"/> where synapses have their own delays: weights are put down for the steps at which they arrive.</summary>
    /// <param name="shift">Binary digits of a rank in the cells; the delay is above them.</param>
    /// <param name="queue">What arrives in the coming steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Send<T>(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, T* weights, int shift, ArrivalQueue<Arrival<T>> queue)
        where T : unmanaged
    {
        var tails = queue.Tails;
        var limits = queue.Limits;
        var (first, depth, mask) = (queue.Now - queue.Depth, queue.Depth, (1 << shift) - 1);
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, weights, spikes[i + 1]);
            var end = rows.End[spikes[i]];
            for (var slot = rows.Begin[spikes[i]]; slot < end; slot++)
            {
                var list = Wrap(first + (cells[slot] >> shift), depth);
                var tail = tails[list];
                if (tail == limits[list])
                {
                    queue.Grow((int)list);
                    tail = tails[list];
                }

                *tail = new Arrival<T>(cells[slot] & mask, weights[slot]);
                tails[list] = tail + 1;
            }
        }
    }

    /// <summary>As <see cref="Send{T}"/> with one weight for all synapses: only ranks are put down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SendShared(ReadOnlySpan<int> spikes, RowBounds rows, int* cells, int shift, ArrivalQueue<int> queue)
    {
        var tails = queue.Tails;
        var limits = queue.Limits;
        var (first, depth, mask) = (queue.Now - queue.Depth, queue.Depth, (1 << shift) - 1);
        for (var i = 0; i < spikes.Length; i++)
        {
            if (i + 1 < spikes.Length)
                FetchRow(rows, cells, (int*)null, spikes[i + 1]);
            var end = rows.End[spikes[i]];
            for (var slot = rows.Begin[spikes[i]]; slot < end; slot++)
            {
                var list = Wrap(first + (cells[slot] >> shift), depth);
                var tail = tails[list];
                if (tail == limits[list])
                {
                    queue.Grow((int)list);
                    tail = tails[list];
                }

                *tail = cells[slot] & mask;
                tails[list] = tail + 1;
            }
        }
    }

    /// <summary>Adds the weights that arrive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Arrive<T>(ReadOnlySpan<Arrival<T>> arriving, T* target)
        where T : unmanaged, INumberBase<T>
    {
        foreach (ref readonly var arrival in arriving)
            target[arrival.Rank] += arrival.Weight;
    }

    /// <summary>Adds one weight to the neurons at which something arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ArriveShared<T>(ReadOnlySpan<int> arriving, T weight, T* target)
        where T : unmanaged, INumberBase<T>
    {
        foreach (var rank in arriving)
            target[rank] += weight;
    }

    /// <summary>A place from minus the size to below the size, modulo the size; arithmetic, since a branch here is a coin toss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Wrap(int place, int size) => place + (size & (place >> 31));

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
