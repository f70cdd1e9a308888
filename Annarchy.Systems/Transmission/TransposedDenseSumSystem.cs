using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>
/// Weighted sums back through the synapses of a projection in which every pair is connected: its rows, each times the rate of its neuron,
/// are added up.
/// </summary>
internal sealed unsafe class TransposedDenseSumSystem<T> : SumSystem<T>, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private const int VectorsAtOnce = 8;

    private readonly DenseConnectivity _original;
    private readonly NativeArray<T> _rates;
    private readonly NativeArray<int>? _self;
    private readonly NativeArray<double> _before;
    private readonly NativeArray<double> _after;

    public TransposedDenseSumSystem(Projection projection, DenseConnectivity original, Column[] targets, InstanceMemory? memory)
        : base(projection, targets, memory)
    {
        _original = original;
        var (rows, columns) = (original.Size, original.PreNeurons.Length);
        _rates = new NativeArray<T>(rows);
        _before = new NativeArray<double>(HasSingleWeight ? rows + 1 : 0);
        _after = new NativeArray<double>(HasSingleWeight ? rows + 1 : 0);
        if (!HasSingleWeight || !original.ExcludesSelf)
            return;
        _self = new NativeArray<int>(columns);
        for (var column = 0; column < columns; column++)
            _self[column] = original.SelfPosition(original.PostRanks, original.PreNeurons[column]);
    }

    public void Dispose()
    {
        _rates.Dispose();
        _self?.Dispose();
        _before.Dispose();
        _after.Dispose();
    }

    protected override void Prepare(T* rates)
    {
        for (var row = 0; row < _original.Size; row++)
            _rates.Pointer[row] = rates[_original.PostRanks.Pointer[row]];
        if (HasSingleWeight)
            SharedDenseSums.Prepare(_rates.Pointer, _original.Size, _before.Pointer, _after.Pointer);
    }

    protected override void Add(T* rates, T* sums, int begin, int end)
    {
        var weights = Weights;
        var targets = _original.PreNeurons.Pointer;
        if (HasSingleWeight)
        {
            SharedDenseSums.Add(
                *weights, _original.Size, _self is null ? null : _self.Pointer, _before.Pointer, _after.Pointer, targets, sums, begin, end);
            return;
        }

        var results = stackalloc T[VectorsAtOnce * Vector512<T>.Count];

        // Whole vectors of a row, from the first of them on: rows are padded to a multiple of them.
        for (var column = begin / Vector512<T>.Count * Vector512<T>.Count; column < end; column += VectorsAtOnce * Vector512<T>.Count)
        {
            var columns = Math.Min(end - column, VectorsAtOnce * Vector512<T>.Count);
            var vectors = (columns + Vector512<T>.Count - 1) / Vector512<T>.Count;
            if (vectors == VectorsAtOnce)
                AddRows(weights + column, _original.RowLengthPadded, _rates.Pointer, _original.Size, results);
            else
                AddRows(weights + column, _original.RowLengthPadded, _rates.Pointer, _original.Size, results, vectors);
            for (var i = Math.Max(begin - column, 0); i < columns; i++)
                sums[targets[column + i]] += results[i];
        }
    }

    /// <summary><c>sums[j] = sum over rows of rates[row] * weights[row * stride + j]</c> for eight vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(T* weights, long stride, T* rates, int rows, T* sums)
    {
        var s0 = Vector512<T>.Zero;
        var (s1, s2, s3, s4, s5, s6, s7) = (s0, s0, s0, s0, s0, s0, s0);
        for (var row = 0; row < rows; row++)
        {
            var rate = Vector512.Create(rates[row]);
            s0 = Lanes.MultiplyAdd(Vector512.Load(weights), rate, s0);
            s1 = Lanes.MultiplyAdd(Vector512.Load(weights + Vector512<T>.Count), rate, s1);
            s2 = Lanes.MultiplyAdd(Vector512.Load(weights + (2 * Vector512<T>.Count)), rate, s2);
            s3 = Lanes.MultiplyAdd(Vector512.Load(weights + (3 * Vector512<T>.Count)), rate, s3);
            s4 = Lanes.MultiplyAdd(Vector512.Load(weights + (4 * Vector512<T>.Count)), rate, s4);
            s5 = Lanes.MultiplyAdd(Vector512.Load(weights + (5 * Vector512<T>.Count)), rate, s5);
            s6 = Lanes.MultiplyAdd(Vector512.Load(weights + (6 * Vector512<T>.Count)), rate, s6);
            s7 = Lanes.MultiplyAdd(Vector512.Load(weights + (7 * Vector512<T>.Count)), rate, s7);
            weights += stride;
        }

        s0.Store(sums);
        s1.Store(sums + Vector512<T>.Count);
        s2.Store(sums + (2 * Vector512<T>.Count));
        s3.Store(sums + (3 * Vector512<T>.Count));
        s4.Store(sums + (4 * Vector512<T>.Count));
        s5.Store(sums + (5 * Vector512<T>.Count));
        s6.Store(sums + (6 * Vector512<T>.Count));
        s7.Store(sums + (7 * Vector512<T>.Count));
    }

    /// <summary>The same for fewer vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(T* weights, long stride, T* rates, int rows, T* sums, int vectors)
    {
        for (var column = 0; column < vectors * Vector512<T>.Count; column += Vector512<T>.Count)
            Vector512<T>.Zero.Store(sums + column);
        for (var row = 0; row < rows; row++)
        {
            var rate = Vector512.Create(rates[row]);
            for (var column = 0; column < vectors * Vector512<T>.Count; column += Vector512<T>.Count)
                Lanes.MultiplyAdd(Vector512.Load(weights + column), rate, Vector512.Load(sums + column)).Store(sums + column);
            weights += stride;
        }
    }
}
