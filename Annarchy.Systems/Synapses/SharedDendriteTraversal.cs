using Annarchy.Kernels;
using Annarchy.Projections;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Dendrites of a <see cref="SharedWeightRule"/>, each written to a buffer when it is visited; used by one thread.</summary>
internal sealed unsafe class SharedDendriteTraversal(SharedWeightConnectivity connectivity) : SynapseTraversal
{
    private readonly NativeArray<int> _ranks = new(connectivity.Rule.MaxRowLength);
    private readonly NativeArray<int> _slots = new(connectivity.Rule.MaxRowLength);

    public override bool IsByDendrite => true;

    public override int RowCount => connectivity.Size;

    public override SlotAccess Self => SlotAccess.Indexed(SelfArray);

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Uniform;

    public override int RowOf(int rank) => connectivity.DendriteOf(rank);

    public override int RankOf(int row) => connectivity.PostRanks.Pointer[row];

    public override int Runs(int row, SynapseRun* runs)
    {
        var length = connectivity.CopyChecked(RankOf(row), _ranks.Span, _slots.Span);
        *runs = new SynapseRun { End = length, OtherIndex = _ranks.Pointer, SelfIndex = _slots.Pointer };
        return 1;
    }

    public override void Dispose()
    {
        _ranks.Dispose();
        _slots.Dispose();
    }
}
