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
        *runs = new SynapseRun
        {
            Begin = connectivity.Rows.Begin.Pointer[row],
            End = connectivity.Rows.Begin.Pointer[row + 1],
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
internal sealed unsafe class SparseSenderTraversal : SynapseTraversal
{
    private readonly SparseConnectivity _connectivity;
    private readonly NativeArray<int>? _dendrites;
    private NativeArray<int>? _past;

    public SparseSenderTraversal(SparseConnectivity connectivity)
    {
        _connectivity = connectivity;
        if (connectivity.Size == connectivity.PostSize)
            return;
        _dendrites = new NativeArray<int>(connectivity.Rows.Cells.Length);
        for (var slot = 0; slot < _dendrites.Length; slot++)
            _dendrites[slot] = connectivity.DendriteOf(connectivity.Rows.Cells[slot]);
    }

    public override bool IsByDendrite => false;

    public override int RowCount => _connectivity.PreSize;

    public override SlotAccess Self => SlotAccess.Row;

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Indexed(_dendrites is null ? OtherArray : DendriteArray);

    public override int RowOf(int rank) => rank;

    public override int RankOf(int row) => row;

    public override int Runs(int row, SynapseRun* runs)
    {
        *runs = Run(_connectivity.Rows.Begin.Pointer[row], _connectivity.Rows.Begin.Pointer[row + 1]);
        return 1;
    }

    /// <summary>Some consecutive synapses of one pre-synaptic neuron.</summary>
    public SynapseRun Run(int begin, int end) => new()
    {
        Begin = begin,
        End = end,
        OtherIndex = _connectivity.Rows.Cells.Pointer,
        DendriteIndex = _dendrites is null ? null : _dendrites.Pointer,
        DelayIndex = _past is null ? null : _past.Pointer,
    };

    /// <summary>Names, for every synapse, the place of its delayed pre-synaptic neuron in the window of a past whose steps are a stride apart.</summary>
    public void IndexPast(int stride)
    {
        if (_past is not null)
            return;
        var rows = _connectivity.Rows;
        _past = new NativeArray<int>(rows.Cells.Length);
        for (var pre = 0; pre < rows.RowCount; pre++)
        {
            for (var slot = rows.Begin[pre]; slot < rows.Begin[pre + 1]; slot++)
                _past[slot] = checked(((rows.DelayAt(slot) - 1) * stride) + pre);
        }
    }

    public override void Dispose()
    {
        _dendrites?.Dispose();
        _past?.Dispose();
    }
}
