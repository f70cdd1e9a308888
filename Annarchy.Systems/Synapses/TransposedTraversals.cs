using Annarchy.Connectivity;
using Annarchy.Kernels;

namespace Annarchy.Synapses;

/// <summary>A traversal of the projection whose ends are exchanged: what it sends is received here, and the reverse.</summary>
internal sealed unsafe class ExchangedTraversal(SynapseTraversal original) : SynapseTraversal
{
    public override bool IsByDendrite => !original.IsByDendrite;

    public override int RowCount => original.RowCount;

    public override SlotAccess Self => original.Self;

    public override SlotAccess Other => original.Other;

    /// <summary>Borrowed synapses have no values per dendrite.</summary>
    public override SlotAccess Dendrite => SlotAccess.Uniform;

    public override bool IsSorted => original.IsSorted;

    public override void Refresh() => original.Refresh();

    public override int RowOf(int rank) => original.RowOf(rank);

    public override int RankOf(int row) => original.RankOf(row);

    public override int Runs(int row, SynapseRun* runs) => original.Runs(row, runs);

    public override void Dispose() => original.Dispose();
}

/// <summary>Dendrites of transposed synapses through an index of their slots.</summary>
internal sealed unsafe class TransposedDendriteTraversal(TransposedConnectivity connectivity) : SynapseTraversal
{
    public override bool IsByDendrite => true;

    public override int RowCount => connectivity.Size;

    public override SlotAccess Self => SlotAccess.Indexed(SelfArray);

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Uniform;

    /// <summary>Makes the index, so that several threads may visit rows.</summary>
    public override void Refresh() => _ = connectivity.Begin;

    public override int RowOf(int rank) => connectivity.DendriteOf(rank);

    public override int RankOf(int row) => connectivity.PostRanks.Pointer[row];

    public override int Runs(int row, SynapseRun* runs)
    {
        var begin = connectivity.Begin.Pointer;
        *runs = new SynapseRun
        {
            Begin = begin[row],
            End = begin[row + 1],
            OtherIndex = connectivity.Ranks.Pointer,
            SelfIndex = connectivity.Slots.Pointer,
        };
        return 1;
    }

    public override void Dispose()
    {
    }
}
