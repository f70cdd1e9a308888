using Annarchy.Connectivity;
using Annarchy.Kernels;

namespace Annarchy.Synapses;

/// <summary>One pass over all dendrites, a kernel row each: for variables per post-synaptic neuron.</summary>
internal sealed unsafe class DendritePass(SynapticConnectivity connectivity) : SynapseTraversal
{
    public override bool IsByDendrite => false;

    public override int RowCount => 1;

    public override SlotAccess Self => throw Unreachable();

    public override SlotAccess Other => connectivity.Size == connectivity.PostSize ? SlotAccess.Row : SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Row;

    public override int RowOf(int rank) => 0;

    public override int RankOf(int row) => 0;

    public override int Runs(int row, SynapseRun* runs)
    {
        *runs = new SynapseRun { End = connectivity.Size, OtherIndex = connectivity.PostRanks.Pointer };
        return 1;
    }

    public override void Dispose()
    {
    }

    private static InvalidOperationException Unreachable() => new("A program over dendrites reads no single synapses.");
}
