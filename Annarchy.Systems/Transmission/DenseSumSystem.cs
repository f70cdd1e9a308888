using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Weighted sums where every pair is connected.</summary>
internal sealed unsafe class DenseSumSystem<T> : SumSystem<T>, IHoldsMemory, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly DenseConnectivity _connectivity;
    private readonly NativeArray<int>? _self;
    private readonly NativeArray<double> _before;
    private readonly NativeArray<double> _after;
    private readonly NativeArray<T>? _packed;
    private readonly NativeArray<float>? _prepared;
    private readonly int _first;
    private T* _inputs;
    private float _factor;

    public DenseSumSystem(Projection projection, DenseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
        : base(projection, targets, memory)
    {
        _connectivity = connectivity;
        var pre = connectivity.PreNeurons;
        _first = pre[0];
        if (pre[pre.Length - 1] - _first != pre.Length - 1 || _first % Column.RowPadding != 0)
            _packed = new NativeArray<T>(Column.PaddedRows(pre.Length));
        _before = new NativeArray<double>(HasSingleWeight ? pre.Length + 1 : 0);
        _after = new NativeArray<double>(HasSingleWeight ? pre.Length + 1 : 0);
        _prepared = projection.WeightColumn.IsHalf ? new NativeArray<float>(connectivity.RowLengthPadded) : null;
        if (!connectivity.ExcludesSelf || !HasSingleWeight)
            return;
        _self = new NativeArray<int>(connectivity.Size);
        for (var row = 0; row < connectivity.Size; row++)
            _self[row] = connectivity.SelfPosition(pre, connectivity.PostRanks[row]);
    }

    public nuint ByteCount =>
        _before.ByteCount + _after.ByteCount + (_self?.ByteCount ?? 0) + (_packed?.ByteCount ?? 0) + (_prepared?.ByteCount ?? 0);

    public void Dispose()
    {
        _self?.Dispose();
        _before.Dispose();
        _after.Dispose();
        _packed?.Dispose();
        _prepared?.Dispose();
    }

    protected override void Prepare(T* rates)
    {
        _inputs = rates + _first;
        if (_packed is not null)
        {
            _inputs = _packed.Pointer;
            var ranks = _connectivity.PreNeurons.Pointer;
            for (var i = 0; i < _connectivity.PreNeurons.Length; i++)
                _inputs[i] = rates[ranks[i]];
        }

        if (HasSingleWeight)
            SharedDenseSums.Prepare(_inputs, (int)_connectivity.PreNeurons.Length, _before.Pointer, _after.Pointer);
        if (_prepared is not null)
            _factor = HalfDenseSums.Prepare((float*)_inputs, (int)_connectivity.PreNeurons.Length, _prepared.Pointer);
    }

    protected override void Add(T* rates, T* sums, int begin, int end)
    {
        var columns = (int)_connectivity.PreNeurons.Length;
        var post = _connectivity.PostRanks.Pointer;
        if (_prepared is not null)
            HalfDenseSums.Add((Half*)Weights, _connectivity.RowLengthPadded, _prepared.Pointer, _factor, post, (float*)sums, begin, end);
        else if (HasSingleWeight)
            SharedDenseSums.Add(*Weights, columns, _self is null ? null : _self.Pointer, _before.Pointer, _after.Pointer, post, sums, begin, end);
        else
            DenseSums.Add(Weights, _connectivity.RowLengthPadded, _inputs, columns, post, sums, begin, end);
    }
}
