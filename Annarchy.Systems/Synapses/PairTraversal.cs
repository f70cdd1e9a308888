using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>All pairs of neurons that synapses could connect: a row for each dendrite, of all pre-synaptic neurons.</summary>
internal sealed unsafe class PairTraversal(SparseConnectivity connectivity, int[]? preRanks) : SynapseTraversal
{
    private readonly NativeArray<int>? _preRanks = preRanks is null ? null : NativeArray<int>.From(preRanks);
    private readonly int _count = preRanks?.Length ?? connectivity.PreSize;

    public override bool IsByDendrite => true;

    public override int RowCount => connectivity.Size;

    public override SlotAccess Self => throw new InvalidOperationException("A synapse that does not exist has no values.");

    public override SlotAccess Other => _preRanks is null ? SlotAccess.Row : SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Uniform;

    public override int RowOf(int rank) => connectivity.DendriteOf(rank);

    public override int RankOf(int row) => connectivity.PostRanks.Pointer[row];

    /// <summary>Pre-synaptic rank of a row of the kernel.</summary>
    public int PreRank(int row, int kernelRow) => PreRank(kernelRow - Begin(row));

    /// <summary>Pre-synaptic rank of a pair, by its position in its row.</summary>
    public int PreRank(int position) => _preRanks is null ? position : _preRanks.Pointer[position];

    public override int Runs(int row, SynapseRun* runs)
    {
        var begin = Begin(row);
        *runs = new SynapseRun
        {
            Begin = begin,
            End = begin + _count,
            OtherOffset = -begin,
            OtherIndex = _preRanks is null ? null : _preRanks.Pointer - begin,
        };
        if (_preRanks is not null)
            runs->OtherOffset = 0;
        return 1;
    }

    public override void Dispose() => _preRanks?.Dispose();

    /// <summary>Rows are numbered so that every pair has random numbers of its own, as far as there are numbers.</summary>
    private int Begin(int row) => (int)((long)row * _count % (int.MaxValue - _count));
}
