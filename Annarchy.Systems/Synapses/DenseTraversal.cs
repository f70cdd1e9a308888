using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>
/// Rows of synapses between all neurons of two sets, by dendrites or by senders. Along the order of storage the slots of a row are
/// consecutive, across it they are one stored row apart; a missing self-connection divides a row into two runs.
/// </summary>
internal sealed unsafe class DenseTraversal : SynapseTraversal
{
    private readonly DenseConnectivity _connectivity;
    private readonly NativeArray<int> _rows;
    private readonly NativeArray<int> _columns;
    private readonly NativeArray<int>? _slots;
    private readonly NativeArray<int> _self;
    private readonly bool _hasConsecutiveColumns;

    public DenseTraversal(DenseConnectivity connectivity, bool byDendrite)
    {
        if (connectivity.SlotCount > int.MaxValue)
            throw new NotSupportedException($"Dense synapses with equations are limited to {int.MaxValue} slots.");
        _connectivity = connectivity;
        IsByDendrite = byDendrite;
        (_rows, _columns) = byDendrite
            ? (connectivity.PostRanks, connectivity.PreNeurons)
            : (connectivity.PreNeurons, connectivity.PostRanks);
        _hasConsecutiveColumns = _columns[_columns.Length - 1] - _columns[0] == _columns.Length - 1;
        _self = new NativeArray<int>(_rows.Length);
        for (var row = 0; row < _rows.Length; row++)
            _self[row] = connectivity.SelfPosition(_columns, _rows[row]);
        if (byDendrite == (connectivity.Order == StorageOrder.ByPost))
            return;
        _slots = new NativeArray<int>(_columns.Length);
        for (var column = 0; column < _columns.Length; column++)
            _slots[column] = (int)(column * connectivity.RowLengthPadded);
    }

    public override bool IsByDendrite { get; }

    public override int RowCount => (int)_rows.Length;

    public override SlotAccess Self => _slots is null ? SlotAccess.Row : SlotAccess.Indexed(SelfArray);

    public override SlotAccess Other => _hasConsecutiveColumns ? SlotAccess.Row : SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => IsByDendrite ? SlotAccess.Uniform : SlotAccess.Row;

    public override int RowOf(int rank)
    {
        var row = _rows.Length == (IsByDendrite ? _connectivity.PostSize : _connectivity.PreSize) ? rank : _rows.Span.BinarySearch(rank);
        return row < 0 ? -1 : row;
    }

    public override int RankOf(int row) => _rows.Pointer[row];

    public override int Runs(int row, SynapseRun* runs)
    {
        // Rows of the kernel count slots along the order of storage, and likewise across it.
        var length = (int)_columns.Length;
        var first = _slots is null ? (int)(row * _connectivity.RowLengthPadded) : row * length;
        var run = new SynapseRun
        {
            Begin = first,
            End = first + length,
            SelfOffset = _slots is null ? 0 : row,
            SelfIndex = _slots is null ? null : _slots.Pointer - first,
            OtherOffset = _hasConsecutiveColumns ? _columns.Pointer[0] - (long)first : 0,
            OtherIndex = _hasConsecutiveColumns ? null : _columns.Pointer - first,
            DendriteOffset = -first,
        };
        var self = _self.Pointer[row];
        if (self < 0)
        {
            runs[0] = run;
            return 1;
        }

        (runs[0], runs[1]) = (run, run);
        runs[0].End = first + self;
        runs[1].Begin = first + self + 1;
        return 2;
    }

    public override void Dispose()
    {
        _slots?.Dispose();
        _self.Dispose();
    }
}
