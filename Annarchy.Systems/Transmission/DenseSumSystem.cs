using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Weighted sums where every pair is connected.</summary>
internal sealed unsafe class DenseSumSystem<T> : SumSystem<T>, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly DenseConnectivity _connectivity;
    private readonly NativeArray<int>? _self;
    private readonly NativeArray<double>? _before;
    private readonly NativeArray<T>? _packed;
    private readonly int _first;

    public DenseSumSystem(Projection projection, DenseConnectivity connectivity, Column[] targets)
        : base(projection, targets)
    {
        _connectivity = connectivity;
        var pre = connectivity.PreNeurons;
        _first = pre[0];
        if (pre[pre.Length - 1] - _first != pre.Length - 1 || _first % Column.RowPadding != 0)
            _packed = new NativeArray<T>(Column.PaddedRows(pre.Length));
        if (!connectivity.ExcludesSelf || !HasSingleWeight)
            return;
        _self = new NativeArray<int>(connectivity.Size);
        _before = new NativeArray<double>(pre.Length + 1);
        for (var row = 0; row < connectivity.Size; row++)
            _self[row] = connectivity.SelfPosition(pre, connectivity.PostRanks[row]);
    }

    public void Dispose()
    {
        _self?.Dispose();
        _before?.Dispose();
        _packed?.Dispose();
    }

    protected override void Add(T* rates, T* sums)
    {
        var columns = (int)_connectivity.PreNeurons.Length;
        var inputs = rates + _first;
        if (_packed is not null)
        {
            inputs = _packed.Pointer;
            var ranks = _connectivity.PreNeurons.Pointer;
            for (var i = 0; i < columns; i++)
                inputs[i] = rates[ranks[i]];
        }

        var weights = (T*)Weights.Address;
        var post = _connectivity.PostRanks.Pointer;
        if (!HasSingleWeight)
            DenseSums.Add(weights, _connectivity.RowLengthPadded, inputs, columns, post, sums, 0, _connectivity.Size);
        else if (_self is null)
            SharedDenseSums.Add(*weights, inputs, columns, null, null, post, sums, _connectivity.Size);
        else
            SharedDenseSums.Add(*weights, inputs, columns, _self.Pointer, _before!.Pointer, post, sums, _connectivity.Size);
    }
}
