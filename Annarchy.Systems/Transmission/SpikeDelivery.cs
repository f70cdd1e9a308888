using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>Adds the weights of the synapses of spiking neurons to what they target, through rows by pre-synaptic neuron.</summary>
internal static unsafe class SpikeDelivery
{
    private const int BytesPerLine = 64;

    /// <summary>Rows are asked for so many spikes ahead of time.</summary>
    private const int RowsAhead = 4;

    /// <summary>Of each row to come, how many slots are asked for ahead of time.</summary>
    private const int SlotsAhead = 96;

    /// <summary>Most runs are short: so many entries are copied whatever the length; what is too much is overwritten by the next run.</summary>
    private const int Copied = 4;

    /// <summary>For each spike, <c>target[cells[slot]] += weights[slot]</c> over the row of the neuron.</summary>
    /// <param name="spikes">Ranks of the neurons that spiked.</param>
    /// <param name="rows">Slots of each neuron's row.</param>
    /// <param name="cells">Post-synaptic rank of each slot, of 16 or 32 bits.</param>
    /// <param name="weights">Weight of each slot.</param>
    /// <param name="target">The conductance or sum of the post-synaptic population.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TCell, T>(ReadOnlySpan<int> spikes, RowBounds rows, TCell* cells, T* weights, T* target)
        where TCell : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < spikes.Length + RowsAhead; i++)
        {
            FetchBounds(rows, spikes, i + RowsAhead);
            if (i < spikes.Length)
                FetchRow(rows, cells, weights, spikes[i]);
            if (i < RowsAhead)
                continue;
            var slot = rows.Begin[spikes[i - RowsAhead]];
            var end = rows.End[spikes[i - RowsAhead]];
            for (; slot + 8 <= end; slot += 8)
            {
                // No neuron occurs twice in a row, so that all can be read before any is written.
                var (r0, r1, r2, r3) = (Rank(cells, slot), Rank(cells, slot + 1), Rank(cells, slot + 2), Rank(cells, slot + 3));
                var (r4, r5, r6, r7) = (Rank(cells, slot + 4), Rank(cells, slot + 5), Rank(cells, slot + 6), Rank(cells, slot + 7));
                var (x0, x1, x2, x3) = (target[r0] + weights[slot], target[r1] + weights[slot + 1], target[r2] + weights[slot + 2], target[r3] + weights[slot + 3]);
                var (x4, x5, x6, x7) = (target[r4] + weights[slot + 4], target[r5] + weights[slot + 5], target[r6] + weights[slot + 6], target[r7] + weights[slot + 7]);
                (target[r0], target[r1], target[r2], target[r3]) = (x0, x1, x2, x3);
                (target[r4], target[r5], target[r6], target[r7]) = (x4, x5, x6, x7);
            }

            for (; slot < end; slot++)
                target[Rank(cells, slot)] += weights[slot];
        }
    }

    /// <summary>As <see cref="Add{TCell, T}"/> with one weight for all synapses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddShared<TCell, T>(ReadOnlySpan<int> spikes, RowBounds rows, TCell* cells, T weight, T* target)
        where TCell : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < spikes.Length + RowsAhead; i++)
        {
            FetchBounds(rows, spikes, i + RowsAhead);
            if (i < spikes.Length)
                FetchRow(rows, cells, (T*)null, spikes[i]);
            if (i < RowsAhead)
                continue;
            var slot = rows.Begin[spikes[i - RowsAhead]];
            var end = rows.End[spikes[i - RowsAhead]];
            for (; slot + 8 <= end; slot += 8)
            {
                var (r0, r1, r2, r3) = (Rank(cells, slot), Rank(cells, slot + 1), Rank(cells, slot + 2), Rank(cells, slot + 3));
                var (r4, r5, r6, r7) = (Rank(cells, slot + 4), Rank(cells, slot + 5), Rank(cells, slot + 6), Rank(cells, slot + 7));
                var (x0, x1, x2, x3) = (target[r0] + weight, target[r1] + weight, target[r2] + weight, target[r3] + weight);
                var (x4, x5, x6, x7) = (target[r4] + weight, target[r5] + weight, target[r6] + weight, target[r7] + weight);
                (target[r0], target[r1], target[r2], target[r3]) = (x0, x1, x2, x3);
                (target[r4], target[r5], target[r6], target[r7]) = (x4, x5, x6, x7);
            }

            for (; slot < end; slot++)
                target[Rank(cells, slot)] += weight;
        }
    }

    /// <summary>Puts ranks and weights of synapses that have their own delays down for the steps at which spikes reach them.</summary>
    /// <param name="spikes">Ranks of the neurons that spiked.</param>
    /// <param name="rows">Slots of each neuron's row, in the order of delays.</param>
    /// <param name="runs">Which of them have which delay.</param>
    /// <param name="cells">Post-synaptic rank of each slot.</param>
    /// <param name="weights">Weight of each slot; null if all synapses share one.</param>
    /// <param name="ranks">Where something arrives in the coming steps.</param>
    /// <param name="arrivals">What arrives there; null if all synapses share one weight.</param>
    public static void Send<T>(
        ReadOnlySpan<int> spikes, RowBounds rows, DelayRuns runs, int* cells, T* weights, ArrivalQueue<int> ranks, ArrivalQueue<T>? arrivals)
        where T : unmanaged
    {
        // Room is made in all lists at once for some spikes at a time, so that no entry has to ask for it.
        var batch = Math.Clamp((1 << 18) / ranks.Depth, 256, 8192);
        for (int first = 0, i = 0; first < spikes.Length; first = i)
        {
            var total = 0;
            do
            {
                total += rows.End[spikes[i]] - rows.Begin[spikes[i]];
                i++;
            }
            while (i < spikes.Length && total + rows.End[spikes[i]] - rows.Begin[spikes[i]] <= batch);
            ranks.Reserve(total + Copied);
            Fetch(ranks);
            if (arrivals is null)
            {
                SendRanks(spikes[first..i], rows, runs, cells, ranks.Tails);
                continue;
            }

            arrivals.Reserve(total + Copied);
            Fetch(arrivals);
            SendBoth(spikes[first..i], rows, runs, cells, weights, ranks.Tails, arrivals.Tails);
        }
    }

    /// <summary>Adds the weights that arrive.</summary>
    /// <param name="ranks">Where each arrives.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="target">The conductance or sum of the post-synaptic population.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Arrive<T>(ReadOnlySpan<int> ranks, ReadOnlySpan<T> weights, T* target)
        where T : unmanaged, INumberBase<T>
    {
        fixed (int* rank = ranks)
        fixed (T* weight = weights)
        {
            var count = Math.Min(ranks.Length, weights.Length);
            var i = 0;
            for (; i + 4 <= count; i += 4)
            {
                target[rank[i]] += weight[i];
                target[rank[i + 1]] += weight[i + 1];
                target[rank[i + 2]] += weight[i + 2];
                target[rank[i + 3]] += weight[i + 3];
            }

            for (; i < count; i++)
                target[rank[i]] += weight[i];
        }
    }

    /// <summary>Adds one weight to the neurons at which something arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ArriveShared<T>(ReadOnlySpan<int> ranks, T weight, T* target)
        where T : unmanaged, INumberBase<T>
    {
        fixed (int* rank = ranks)
        {
            var i = 0;
            for (; i + 4 <= ranks.Length; i += 4)
            {
                target[rank[i]] += weight;
                target[rank[i + 1]] += weight;
                target[rank[i + 2]] += weight;
                target[rank[i + 3]] += weight;
            }

            for (; i < ranks.Length; i++)
                target[rank[i]] += weight;
        }
    }

    /// <summary>Asks for the ends of all lists, which a step of other work has pushed out of the nearest cache.</summary>
    private static void Fetch<T>(ArrivalQueue<T> queue)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        var tails = queue.Tails;
        for (var ahead = 0; ahead < queue.Depth; ahead++)
            Sse.Prefetch0(tails[ahead]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SendRanks(ReadOnlySpan<int> spikes, RowBounds rows, DelayRuns runs, int* cells, int** tails)
    {
        var bounds = runs.Bounds;
        var all = runs.Runs;
        for (var i = 0; i < spikes.Length + RowsAhead; i++)
        {
            if (i < spikes.Length)
            {
                FetchRow(rows, cells, (int*)null, spikes[i]);
                FetchRow(bounds, (int*)all, (int*)null, spikes[i]);
            }

            if (i < RowsAhead)
                continue;
            var spike = spikes[i - RowsAhead];
            var source = cells + rows.Begin[spike];
            var end = all + bounds.End[spike];
            for (var run = all + bounds.Begin[spike]; run < end; run++)
            {
                var (length, ahead) = ((nint)(ushort)*run, *run >> DelayRuns.LengthBits);
                if (ahead == DelayRuns.Elsewhere)
                {
                    source += length;
                    continue;
                }

                var tail = tails[ahead];
                tails[ahead] = tail + length;
                Copy4(source, tail);
                for (nint copied = Copied; copied < length; copied += Copied)
                    Copy4(source + copied, tail + copied);
                source += length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SendBoth<T>(
        ReadOnlySpan<int> spikes, RowBounds rows, DelayRuns runs, int* cells, T* weights, int** rankTails, T** weightTails)
        where T : unmanaged
    {
        var bounds = runs.Bounds;
        var all = runs.Runs;
        for (var i = 0; i < spikes.Length + RowsAhead; i++)
        {
            if (i < spikes.Length)
            {
                FetchRow(rows, cells, weights, spikes[i]);
                FetchRow(bounds, (int*)all, (int*)null, spikes[i]);
            }

            if (i < RowsAhead)
                continue;
            var spike = spikes[i - RowsAhead];
            var rank = cells + rows.Begin[spike];
            var weight = weights + rows.Begin[spike];
            var end = all + bounds.End[spike];
            for (var run = all + bounds.Begin[spike]; run < end; run++)
            {
                var (length, ahead) = ((nint)(ushort)*run, *run >> DelayRuns.LengthBits);
                if (ahead == DelayRuns.Elsewhere)
                {
                    rank += length;
                    weight += length;
                    continue;
                }

                var rankTail = rankTails[ahead];
                var weightTail = weightTails[ahead];
                rankTails[ahead] = rankTail + length;
                weightTails[ahead] = weightTail + length;
                Copy4(rank, rankTail);
                Copy4(weight, weightTail);
                for (nint copied = Copied; copied < length; copied += Copied)
                {
                    Copy4(rank + copied, rankTail + copied);
                    Copy4(weight + copied, weightTail + copied);
                }

                rank += length;
                weight += length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy4<T>(T* from, T* to)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(int))
            Vector128.Load((int*)from).Store((int*)to);
        else
            Vector256.Load((long*)from).Store((long*)to);
    }

    /// <summary>Asks for where a row begins and ends, which has to be known to ask for the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchBounds(RowBounds rows, ReadOnlySpan<int> spikes, int index)
    {
        if (!Sse.IsSupported || index >= spikes.Length)
            return;
        Sse.Prefetch0(rows.Begin + spikes[index]);
        Sse.Prefetch0(rows.End + spikes[index]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Rank<TCell>(TCell* cells, int slot)
        where TCell : unmanaged => sizeof(TCell) == sizeof(ushort) ? ((ushort*)cells)[slot] : ((int*)cells)[slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchRow<TCell, T>(RowBounds rows, TCell* cells, T* weights, int rank)
        where TCell : unmanaged
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        var begin = rows.Begin[rank];
        var end = Math.Min(rows.End[rank], begin + SlotsAhead);
        FetchLines(cells + begin, cells + end);
        if (weights is not null)
            FetchLines(weights + begin, weights + end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchLines(void* begin, void* end)
    {
        for (var line = (byte*)begin; line < end; line += BytesPerLine)
            Sse.Prefetch0(line);
    }
}
