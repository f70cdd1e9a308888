using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Convolutions;

/// <summary>
/// Convolution with many filters: the sums of a vector of filters at eight windows at a time stay in registers, while each element of the
/// windows is multiplied with the weights of all filters for it.
/// </summary>
/// <remarks>Every sum is taken over the elements in order, in one lane, so it has the same bits whatever its neighbours are.</remarks>
internal sealed unsafe class FilterBankSums<T> : SharedWeightSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WindowsAtOnce = 8;
    private const int WindowsPerPart = 64;

    private readonly PaddedMap<T> _map;
    private readonly int _filters;
    private readonly int _paddedFilters;
    private readonly T _divisor;
    private readonly T[] _weights;
    private readonly (int Begin, int End)[] _segments;

    /// <param name="map">The map and its windows.</param>
    /// <param name="filters">Number of filters; neurons of the post-synaptic population lie side by side for each window.</param>
    /// <param name="divisor">What sums are divided by.</param>
    public FilterBankSums(PaddedMap<T> map, int filters, T divisor)
    {
        (_map, _filters, _divisor) = (map, filters, divisor);
        _paddedFilters = (filters + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
        _weights = GC.AllocateArray<T>(checked((map.Offsets.Length * _paddedFilters) + (64 / sizeof(T))), pinned: true);
        _segments = [.. Segments(map.Offsets)];
    }

    public override int PartCount => (_map.Places.Length + WindowsPerPart - 1) / WindowsPerPart;

    public override long ByteCount => _map.ByteCount + (_weights.LongLength * sizeof(T));

    /// <summary>Weights in the order they are needed, from the first multiple of a cache line.</summary>
    private T* Weights => (T*)((Marshal.UnsafeAddrOfPinnedArrayElement(_weights, 0) + 63) & ~63);

    /// <summary>Whether vectors of so many filters are filled well enough.</summary>
    public static bool Suits(int filters) => filters >= Vector512<T>.Count / 2;

    public override void Begin(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights)
    {
        _map.Fill(inputs);
        var packed = Weights;
        var elements = _map.Offsets.Length;
        for (var filter = 0; filter < _filters; filter++)
        {
            for (var element = 0; element < elements; element++)
                packed[((long)element * _paddedFilters) + filter] = weights[(filter * elements) + element];
        }
    }

    public override void Add(int part, Span<T> sums)
    {
        var first = part * WindowsPerPart;
        var end = Math.Min(first + WindowsPerPart, _map.Places.Length);
        var results = stackalloc T[WindowsAtOnce * Vector512<T>.Count];
        fixed (T* target = sums)
        fixed (int* places = _map.Places)
        {
            for (var filter = 0; filter < _filters; filter += Vector512<T>.Count)
            {
                var lanes = Math.Min(Vector512<T>.Count, _filters - filter);
                for (var window = first; window < end; window += WindowsAtOnce)
                {
                    var count = Math.Min(WindowsAtOnce, end - window);
                    Block(places + window, count, Weights + filter, results);
                    for (var w = 0; w < count; w++)
                        Store(results + (w * Vector512<T>.Count), target + ((long)(window + w) * _filters) + filter, lanes);
                }
            }
        }
    }

    /// <summary>Runs of elements that lie side by side in the map.</summary>
    private static IEnumerable<(int Begin, int End)> Segments(int[] offsets)
    {
        var begin = 0;
        for (var i = 1; i <= offsets.Length; i++)
        {
            if (i < offsets.Length && offsets[i] == offsets[i - 1] + 1)
                continue;
            yield return (offsets[begin], offsets[i - 1] + 1);
            begin = i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(T* results, T* target, int lanes)
    {
        if (lanes == Vector512<T>.Count)
        {
            (Vector512.Load(target) + (Vector512.Load(results) / Vector512.Create(_divisor))).Store(target);
            return;
        }

        for (var lane = 0; lane < lanes; lane++)
            target[lane] += results[lane] / _divisor;
    }

    /// <summary>The sums of a vector of filters at up to eight windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Block(int* places, int count, T* weights, T* results)
    {
        // Where there are fewer windows, the last is computed again.
        var map = _map.Pointer;
        var last = count - 1;
        var x0 = map + places[0];
        var x1 = map + places[Math.Min(1, last)];
        var x2 = map + places[Math.Min(2, last)];
        var x3 = map + places[Math.Min(3, last)];
        var x4 = map + places[Math.Min(4, last)];
        var x5 = map + places[Math.Min(5, last)];
        var x6 = map + places[Math.Min(6, last)];
        var x7 = map + places[Math.Min(7, last)];
        var s0 = Vector512<T>.Zero;
        var (s1, s2, s3, s4, s5, s6, s7) = (s0, s0, s0, s0, s0, s0, s0);
        nint stride = _paddedFilters;
        foreach (var (begin, end) in _segments)
        {
            for (nint e = begin; e < end; e++)
            {
                var w = Vector512.Load(weights);
                weights += stride;
                s0 = Lanes.MultiplyAdd(Vector512.Create(x0[e]), w, s0);
                s1 = Lanes.MultiplyAdd(Vector512.Create(x1[e]), w, s1);
                s2 = Lanes.MultiplyAdd(Vector512.Create(x2[e]), w, s2);
                s3 = Lanes.MultiplyAdd(Vector512.Create(x3[e]), w, s3);
                s4 = Lanes.MultiplyAdd(Vector512.Create(x4[e]), w, s4);
                s5 = Lanes.MultiplyAdd(Vector512.Create(x5[e]), w, s5);
                s6 = Lanes.MultiplyAdd(Vector512.Create(x6[e]), w, s6);
                s7 = Lanes.MultiplyAdd(Vector512.Create(x7[e]), w, s7);
            }
        }

        s0.Store(results);
        s1.Store(results + Vector512<T>.Count);
        s2.Store(results + (2 * Vector512<T>.Count));
        s3.Store(results + (3 * Vector512<T>.Count));
        s4.Store(results + (4 * Vector512<T>.Count));
        s5.Store(results + (5 * Vector512<T>.Count));
        s6.Store(results + (6 * Vector512<T>.Count));
        s7.Store(results + (7 * Vector512<T>.Count));
    }
}
