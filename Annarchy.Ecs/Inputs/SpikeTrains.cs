using Annarchy.Storage;
using static System.FormattableString;

namespace Annarchy.Inputs;

/// <summary>The spikes of many sources in order of time, compressed; immutable. A <see cref="SpikeTrainCursor"/> walks them.</summary>
/// <remarks>
/// Spikes are grouped by step. A group is the distance from the group before it, the number of its spikes less one, the first rank
/// and the gaps between ranks, all in bytes of seven bits: mostly one byte per spike, five when every step has a single spike.
/// </remarks>
internal sealed class SpikeTrains
{
    /// <summary>Steps end here: ten days at 0.1 ms.</summary>
    public const long MaxSteps = 1L << 33;

    private const int RankBits = 31;
    private readonly byte[] _bytes;

    private SpikeTrains(int size, long count, byte[] bytes)
    {
        Size = size;
        Count = count;
        _bytes = bytes;
    }

    /// <summary>Number of sources.</summary>
    public int Size { get; }

    /// <summary>Number of spikes; those of one source in the same step are one.</summary>
    public long Count { get; }

    /// <summary>Memory that is kept.</summary>
    public long ByteCount => _bytes.Length;

    /// <summary>The encoded groups.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Complains about spike times that are not finite, negative or not in order.</summary>
    /// <param name="times">For every source the times of its spikes, ms.</param>
    /// <exception cref="ArgumentException">A time is wrong; the message names it.</exception>
    public static void Check(IReadOnlyList<IReadOnlyList<double>> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        for (var source = 0; source < times.Count; source++)
        {
            if (times[source] is not { } train)
                throw new ArgumentException($"The spike times of source {source} are null.", nameof(times));
            var previous = 0.0;
            for (var i = 0; i < train.Count; i++)
            {
                var time = train[i];
                if (!double.IsFinite(time))
                    throw Fault(source, i, time, "is not a finite number of ms", nameof(times));
                if (time < 0.0)
                    throw Fault(source, i, time, "is negative", nameof(times));
                if (time < previous)
                    throw Fault(source, i, time, Invariant($"is before its predecessor, {previous} ms; sort the times"), nameof(times));
                previous = time;
            }
        }
    }

    /// <summary>Compresses spike times.</summary>
    /// <param name="times">For every source the times of its spikes, ms, ascending; each is rounded to the nearest step.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="firstStep">Step before which there must be no spike.</param>
    /// <exception cref="ArgumentException">A time is not finite, negative, before its predecessor, too early or too late.</exception>
    public static SpikeTrains FromTimes(IReadOnlyList<IReadOnlyList<double>> times, double timeStep, long firstStep = 0)
    {
        Check(times);
        var total = 0L;
        for (var source = 0; source < times.Count; source++)
            total += times[source].Count;
        var spikes = new ulong[total];
        var (count, lastStep) = (0, 0L);
        for (var source = 0; source < times.Count; source++)
        {
            var train = times[source];
            var previous = -1L;
            for (var i = 0; i < train.Count; i++)
            {
                var step = (long)Math.Round(train[i] / timeStep);
                if (step < firstStep)
                    throw Fault(source, i, train[i], Invariant($"is before the present time, {firstStep * timeStep} ms"), nameof(times));
                if (step >= MaxSteps)
                    throw Fault(source, i, train[i], $"is later than step {MaxSteps}", nameof(times));
                if (step == previous)
                    continue;
                previous = step;
                lastStep = Math.Max(lastStep, step);
                spikes[count++] = ((ulong)step << RankBits) | (uint)source;
            }
        }

        return Encode(times.Count, SortBySteps(spikes, count, lastStep));
    }

    /// <summary>The times of the spikes of every source, in ms.</summary>
    public double[][] ToTimes(double timeStep)
    {
        var counts = new int[Size];
        Visit((_, rank) => counts[rank]++);
        var times = Array.ConvertAll(counts, count => new double[count]);
        Array.Clear(counts);
        Visit((step, rank) => times[rank][counts[rank]++] = step * timeStep);
        return times;
    }

    private static ArgumentException Fault(int source, int spike, double time, string problem, string parameter) =>
        new(Invariant($"Spike {spike} of source {source}, at {time} ms, {problem}."), parameter);

    /// <summary>Orders spikes, ascending in rank, by step: a radix sort, which keeps the order of ranks.</summary>
    private static ReadOnlySpan<ulong> SortBySteps(ulong[] spikes, int count, long lastStep)
    {
        const int digitBits = 16;
        var (from, to) = (spikes, Array.Empty<ulong>());
        var starts = new int[1 << digitBits];
        for (var shift = 0; lastStep >> shift != 0; shift += digitBits)
        {
            if (to.Length == 0)
                to = new ulong[count];
            Array.Clear(starts);
            foreach (var spike in from.AsSpan(0, count))
                starts[Digit(spike, shift)]++;
            var start = 0;
            foreach (ref var digit in starts.AsSpan())
                (digit, start) = (start, start + digit);
            foreach (var spike in from.AsSpan(0, count))
                to[starts[Digit(spike, shift)]++] = spike;
            (from, to) = (to, from);
        }

        return from.AsSpan(0, count);

        static int Digit(ulong spike, int shift) => (int)(spike >> (RankBits + shift)) & ((1 << digitBits) - 1);
    }

    private static SpikeTrains Encode(int size, ReadOnlySpan<ulong> spikes)
    {
        var writer = new SevenBitWriter(spikes.Length + 64);
        var previousStep = -1L;
        for (var first = 0; first < spikes.Length;)
        {
            var step = (long)(spikes[first] >> RankBits);
            var end = first + 1;
            while (end < spikes.Length && (long)(spikes[end] >> RankBits) == step)
                end++;
            writer.Write((ulong)(step - previousStep));
            writer.Write((ulong)(end - first - 1));
            var previousRank = -1;
            for (; first < end; first++)
            {
                var rank = (int)(spikes[first] & int.MaxValue);
                writer.Write((ulong)(rank - previousRank - 1));
                previousRank = rank;
            }

            previousStep = step;
        }

        return new SpikeTrains(size, spikes.Length, writer.ToArray());
    }

    private void Visit(Action<long, int> visit)
    {
        using var spikes = new SpikeList(Size);
        for (var cursor = new SpikeTrainCursor(this); !cursor.AtEnd;)
        {
            var step = cursor.NextStep;
            spikes.Clear();
            cursor.Advance(step, spikes);
            foreach (var rank in spikes.Ranks)
                visit(step, rank);
        }
    }

    /// <summary>Writes numbers in bytes of seven bits, least significant first, the eighth bit meaning that more follow.</summary>
    private struct SevenBitWriter(int capacity)
    {
        private byte[] _bytes = new byte[capacity];
        private int _length;

        public void Write(ulong value)
        {
            if (_length + 10 > _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Min(_bytes.Length + (_bytes.Length / 2L), Array.MaxLength));
            for (; value >= 0x80; value >>= 7)
                _bytes[_length++] = (byte)(value | 0x80);
            _bytes[_length++] = (byte)value;
        }

        public readonly byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();
    }
}
