using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Spikes with one delay where every pair is connected: whole rows of weights are added.</summary>
internal sealed unsafe class DenseDeliverySystem<T> : UniformDeliverySystem<T>, IHoldsMemory, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly DenseConnectivity _connectivity;
    private readonly NativeArray<int> _rowOfRank;
    private readonly NativeArray<int> _selfOfRow;
    private readonly bool _isWhole;

    public DenseDeliverySystem(Projection projection, DenseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
        : base(projection, targets, memory)
    {
        _connectivity = connectivity;
        _isWhole = connectivity.Size == connectivity.PostSize;
        _rowOfRank = new NativeArray<int>(connectivity.PreSize);
        _rowOfRank.Span.Fill(-1);
        _selfOfRow = new NativeArray<int>(connectivity.PreNeurons.Length);
        for (var row = 0; row < _selfOfRow.Length; row++)
        {
            var rank = connectivity.PreNeurons[row];
            _rowOfRank[rank] = row;
            _selfOfRow[row] = connectivity.SelfPosition(connectivity.PostRanks, rank);
        }
    }

    public nuint ByteCount => _rowOfRank.ByteCount + _selfOfRow.ByteCount;

    public void Dispose()
    {
        _rowOfRank.Dispose();
        _selfOfRow.Dispose();
    }

    protected override void Deliver(T* target, int member, (int Begin, int End) neurons, in InstanceStep step)
    {
        var (begin, end) = (FirstDendrite(neurons.Begin), FirstDendrite(neurons.End));
        if (HasSingleWeight)
            AddShared(target, begin, end, *WeightsOf(step.Instance), Arriving(in step));
        else
            AddRows(target, begin, end, WeightsOf(step.Instance), Arriving(in step));
    }

    /// <summary>The first dendrite whose neuron has some rank or a higher one.</summary>
    private int FirstDendrite(int rank)
    {
        var ranks = new ReadOnlySpan<int>(_connectivity.PostRanks.Pointer, _connectivity.Size);
        var index = ranks.BinarySearch(rank);
        return index < 0 ? ~index : index;
    }

    private void AddRows(T* target, int begin, int end, T* allWeights, ReadOnlySpan<int> spikes)
    {
        var ranks = _connectivity.PostRanks.Pointer;
        foreach (var spike in spikes)
        {
            var row = _rowOfRank.Pointer[spike];
            if (row < 0)
                continue;
            var weights = allWeights + (row * _connectivity.RowLengthPadded);
            if (_isWhole)
            {
                ColumnMath.Add(target + begin, weights + begin, end - begin);
                continue;
            }

            for (var i = begin; i < end; i++)
                target[ranks[i]] += weights[i];
        }
    }

    /// <summary>Every neuron gets the same for all spikes but its own.</summary>
    private void AddShared(T* target, int begin, int end, T weight, ReadOnlySpan<int> spikes)
    {
        var ranks = _connectivity.PostRanks.Pointer;
        var count = 0;
        foreach (var spike in spikes)
            count += _rowOfRank.Pointer[spike] >= 0 ? 1 : 0;
        if (count == 0)
            return;
        var all = weight * T.CreateTruncating(count);
        for (var i = begin; i < end; i++)
            target[ranks[i]] += all;
        if (!_connectivity.ExcludesSelf)
            return;
        var others = weight * T.CreateTruncating(count - 1) - all;
        foreach (var spike in spikes)
        {
            var row = _rowOfRank.Pointer[spike];
            var self = row < 0 ? -1 : _selfOfRow.Pointer[row];
            if (self >= begin && self < end)
                target[spike] += others;
        }
    }
}
