using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Convolutions;

/// <summary>What one element of a window adds to what was found so far.</summary>
internal interface IWindowOperation<T>
    where T : unmanaged
{
    /// <summary>What an empty window has.</summary>
    static abstract T Start { get; }

    /// <summary>Takes in an element and its weight.</summary>
    static abstract Vector512<T> Combine(Vector512<T> found, Vector512<T> element, Vector512<T> weight);
}

/// <summary>Adds up weighted elements.</summary>
internal readonly struct WeightedSum<T> : IWindowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Start => T.Zero;

    public static Vector512<T> Combine(Vector512<T> found, Vector512<T> element, Vector512<T> weight) => Lanes.MultiplyAdd(element, weight, found);
}

/// <summary>Adds up elements.</summary>
internal readonly struct PlainSum<T> : IWindowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Start => T.Zero;

    public static Vector512<T> Combine(Vector512<T> found, Vector512<T> element, Vector512<T> weight) => found + element;
}

/// <summary>Finds the greatest element.</summary>
internal readonly struct Greatest<T> : IWindowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Start => T.NegativeInfinity;

    public static Vector512<T> Combine(Vector512<T> found, Vector512<T> element, Vector512<T> weight) => Vector512.Max(found, element);
}

/// <summary>Finds the least element.</summary>
internal readonly struct Least<T> : IWindowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Start => T.PositiveInfinity;

    public static Vector512<T> Combine(Vector512<T> found, Vector512<T> element, Vector512<T> weight) => Vector512.Min(found, element);
}

/// <summary>Few filters, or none but an operation: a vector is one element of neighbouring windows, so each lane goes over a window of its own.</summary>
internal sealed unsafe class WindowSums<T, TOperation> : SharedWeightSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IWindowOperation<T>
{
    private const int WindowsPerPart = 1024;
    private const int VectorsAtOnce = 4;

    private readonly PaddedMap<T> _map;
    private readonly int _filters;
    private readonly T _divisor;
    private readonly T[] _weights;
    private readonly Run[] _runs;
    private readonly int[] _parts;

    /// <param name="map">The map and its windows.</param>
    /// <param name="filters">Number of filters; neurons of the post-synaptic population lie side by side for each window.</param>
    /// <param name="divisor">What results are divided by.</param>
    public WindowSums(PaddedMap<T> map, int filters, T divisor)
    {
        (_map, _filters, _divisor) = (map, filters, divisor);
        _weights = new T[filters * map.Offsets.Length];
        _runs = [.. Runs(map.Places)];
        var parts = new List<int> { 0 };
        for (int run = 0, windows = 0; run < _runs.Length; run++)
        {
            windows += _runs[run].Count;
            if (windows < WindowsPerPart && run + 1 < _runs.Length)
                continue;
            parts.Add(run + 1);
            windows = 0;
        }

        _parts = [.. parts];
    }

    public override int PartCount => _parts.Length - 1;

    public override long ByteCount => _map.ByteCount + (_weights.LongLength * sizeof(T)) + (_runs.LongLength * sizeof(Run));

    public override void Begin(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights)
    {
        _map.Fill(inputs);

        // An operation without weights has none to take.
        if (weights.Length == _weights.Length)
            weights.CopyTo(_weights);
    }

    public override void Add(int part, Span<T> sums)
    {
        var elements = _map.Offsets.Length;
        var results = stackalloc T[VectorsAtOnce * Vector512<T>.Count];
        fixed (T* target = sums, weights = _weights)
        fixed (int* offsets = _map.Offsets)
        {
            for (var run = _parts[part]; run < _parts[part + 1]; run++)
            {
                var (first, count, step) = _runs[run];
                for (var done = 0; done < count; done += VectorsAtOnce * Vector512<T>.Count)
                {
                    var place = _map.Pointer + _map.Places[first + done];
                    var left = Math.Min(count - done, VectorsAtOnce * Vector512<T>.Count);
                    for (var filter = 0; filter < _filters; filter++)
                    {
                        var ownWeights = weights + (filter * elements);
                        if (left > Vector512<T>.Count && step == 1)
                            FourVectors(place, offsets, ownWeights, elements, results);
                        else
                            Vectors(place, step, left, offsets, ownWeights, elements, results);
                        Store(results, target + ((long)(first + done) * _filters) + filter, left);
                    }
                }
            }
        }
    }

    /// <summary>Adds what was found at neighbouring windows to one filter's neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(T* results, T* sum, int count)
    {
        if (_divisor != T.One)
        {
            for (var w = 0; w < count; w += Vector512<T>.Count)
                (Vector512.Load(results + w) / Vector512.Create(_divisor)).Store(results + w);
        }

        var next = 0;
        if (_filters == 1)
        {
            for (; next + Vector512<T>.Count <= count; next += Vector512<T>.Count)
                (Vector512.Load(sum + next) + Vector512.Load(results + next)).Store(sum + next);
        }

        for (; next < count; next++)
            sum[(nint)next * _filters] += results[next];
    }

    /// <summary>Windows whose places are a constant step apart.</summary>
    private static IEnumerable<Run> Runs(int[] places)
    {
        for (var first = 0; first < places.Length;)
        {
            var step = first + 1 < places.Length ? places[first + 1] - places[first] : 1;
            var end = first + 1;
            while (end < places.Length && end - first < WindowsPerPart && places[end] - places[end - 1] == step)
                end++;
            yield return new Run(first, end - first, step);
            first = end;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors(T* place, int* offsets, T* weights, int elements, T* results)
    {
        var s0 = Vector512.Create(TOperation.Start);
        var (s1, s2, s3) = (s0, s0, s0);
        for (var e = 0; e < elements; e++)
        {
            var x = place + offsets[e];
            var w = Vector512.Create(weights[e]);
            s0 = TOperation.Combine(s0, Vector512.Load(x), w);
            s1 = TOperation.Combine(s1, Vector512.Load(x + Vector512<T>.Count), w);
            s2 = TOperation.Combine(s2, Vector512.Load(x + (2 * Vector512<T>.Count)), w);
            s3 = TOperation.Combine(s3, Vector512.Load(x + (3 * Vector512<T>.Count)), w);
        }

        s0.Store(results);
        s1.Store(results + Vector512<T>.Count);
        s2.Store(results + (2 * Vector512<T>.Count));
        s3.Store(results + (3 * Vector512<T>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vectors(T* place, nint step, int count, int* offsets, T* weights, int elements, T* results)
    {
        for (var window = 0; window < count; window += Vector512<T>.Count)
        {
            // What a vector reads beyond the last window is memory of the map too, and is left out: the step is shortened where it is not.
            var sum = Vector512.Create(TOperation.Start);
            var full = count - window >= Vector512<T>.Count || step == 1;
            var first = place + (window * step);
            for (var e = 0; e < elements; e++)
            {
                var x = full ? Lanes.LoadEvery(first + offsets[e], step) : LoadSome(first + offsets[e], step, count - window);
                sum = TOperation.Combine(sum, x, Vector512.Create(weights[e]));
            }

            sum.Store(results + window);
        }
    }

    private static Vector512<T> LoadSome(T* first, nint step, int count)
    {
        var elements = stackalloc T[Vector512<T>.Count];
        for (var i = 0; i < count; i++)
            elements[i] = first[i * step];
        return Vector512.Load(elements);
    }

    private readonly record struct Run(int First, int Count, int Step);
}
