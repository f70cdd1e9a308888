using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Dendrites of synapses stored by post-synaptic neuron: rows are as they lie in memory.</summary>
internal sealed unsafe class SparseDendriteTraversal(SparseConnectivity connectivity) : SynapseTraversal
{
    public override bool IsByDendrite => true;

    public override int RowCount => connectivity.Size;

    public override SlotAccess Self => SlotAccess.Row;

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Uniform;

    public override int RowOf(int rank) => connectivity.DendriteOf(rank);

    public override int RankOf(int row) => connectivity.PostRanks.Pointer[row];

    public override int Runs(int row, SynapseRun* runs)
    {
        var bounds = connectivity.Rows.Bounds;
        *runs = new SynapseRun
        {
            Begin = bounds.Begin[row],
            End = bounds.End[row],
            OtherIndex = connectivity.Rows.Cells.Pointer,
        };
        return 1;
    }

    public override void Dispose()
    {
    }
}

/// <summary>Dendrites of synapses stored by pre-synaptic neuron: their slots are named by an index.</summary>
internal sealed unsafe class IndexedDendriteTraversal(SparseConnectivity connectivity) : SynapseTraversal
{
    public override bool IsByDendrite => true;

    public override int RowCount => connectivity.Size;

    public override SlotAccess Self => SlotAccess.Indexed(SelfArray);

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Uniform;

    public override int RowOf(int rank) => connectivity.DendriteOf(rank);

    public override int RankOf(int row) => connectivity.PostRanks.Pointer[row];

    public override int Runs(int row, SynapseRun* runs)
    {
        var dendrites = connectivity.Dendrites;
        *runs = new SynapseRun
        {
            Begin = dendrites.Begin.Pointer[row],
            End = dendrites.Begin.Pointer[row + 1],
            OtherIndex = dendrites.AllPreRanks.Pointer,
            SelfIndex = dendrites.AllSlots.Pointer,
        };
        return 1;
    }

    public override void Dispose()
    {
    }
}

/// <summary>What pre-synaptic neurons send, of synapses stored by pre-synaptic neuron.</summary>
internal sealed unsafe class SparseSenderTraversal(SparseConnectivity connectivity) : SynapseTraversal
{
    private readonly bool _namesDendrites = connectivity.Size != connectivity.PostSize;
    private NativeArray<int>? _dendrites;
    private NativeArray<int>? _past;
    private int _pastStride;
    private int _version = -1;

    public override bool IsByDendrite => false;

    public override int RowCount => connectivity.PreSize;

    public override SlotAccess Self => SlotAccess.Row;

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Indexed(_namesDendrites ? DendriteArray : OtherArray);

    public override int RowOf(int rank) => rank;

    public override int RankOf(int row) => row;

    public override bool IsSorted => connectivity.Rows.IsSorted;

    public override void Refresh()
    {
        if (_version == connectivity.Version)
            return;
        _version = connectivity.Version;
        Dispose();
        if (_namesDendrites)
            _dendrites = NameDendrites();
        if (_pastStride != 0)
            _past = NamePast();
    }

    public override int Runs(int row, SynapseRun* runs)
    {
        var bounds = connectivity.Rows.Bounds;
        *runs = Run(bounds.Begin[row], bounds.End[row]);
        return 1;
    }

    /// <summary>Some consecutive synapses of one pre-synaptic neuron.</summary>
    public SynapseRun Run(int begin, int end) => new()
    {
        Begin = begin,
        End = end,
        OtherIndex = connectivity.Rows.Cells.Pointer,
        DendriteIndex = _dendrites is null ? null : _dendrites.Pointer,
        DelayIndex = _past is null ? null : _past.Pointer,
    };

    /// <summary>Names, for every synapse, the place of its delayed pre-synaptic neuron in the window of a past whose steps are a stride apart.</summary>
    public void IndexPast(int stride)
    {
        _pastStride = stride;
        _version = -1;
    }

    public override void Dispose()
    {
        _dendrites?.Dispose();
        _past?.Dispose();
    }

    private NativeArray<int> NameDendrites()
    {
        var cells = connectivity.Rows.Cells;
        var dendrites = new NativeArray<int>(cells.Length);
        for (var slot = 0; slot < cells.Length; slot++)
            dendrites[slot] = connectivity.DendriteOf(cells[slot]);
        return dendrites;
    }

    private NativeArray<int> NamePast()
    {
        var rows = connectivity.Rows;
        var past = new NativeArray<int>(rows.Cells.Length);
        for (var pre = 0; pre < rows.RowCount; pre++)
        {
            for (var slot = rows.Begin(pre); slot < rows.Begin(pre) + rows.Length(pre); slot++)
                past[slot] = checked(((rows.DelayAt(slot) - 1) * _pastStride) + pre);
        }

        return past;
    }
}
