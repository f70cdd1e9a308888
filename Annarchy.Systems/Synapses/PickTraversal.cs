using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Synapses or pairs of neurons from anywhere in a projection, as one row: so that a condition is evaluated for all in one go.</summary>
internal sealed unsafe class PickTraversal(SparseConnectivity connectivity) : SynapseTraversal
{
    private NativeArray<int> _slots = new(0);
    private NativeArray<int> _dendrites = new(0);
    private NativeArray<int> _preRanks = new(0);
    private NativeArray<int> _postRanks = new(0);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public override bool IsByDendrite => true;

    public override int RowCount => 1;

    public override SlotAccess Self => SlotAccess.Indexed(SelfArray);

    public override SlotAccess Own => SlotAccess.Indexed(OwnArray);

    public override SlotAccess Other => SlotAccess.Indexed(OtherArray);

    public override SlotAccess Dendrite => SlotAccess.Indexed(DendriteArray);

    /// <summary>One of them.</summary>
    public StructuralChange this[int pick] => new(_dendrites.Pointer[pick], _preRanks.Pointer[pick], _slots.Pointer[pick]);

    public void Clear() => Count = 0;

    public void Add(StructuralChange pick)
    {
        if (Count == _slots.Length)
            Grow();
        _slots.Pointer[Count] = pick.Slot;
        _dendrites.Pointer[Count] = pick.Dendrite;
        _preRanks.Pointer[Count] = pick.Pre;
        _postRanks.Pointer[Count] = connectivity.PostRanks.Pointer[pick.Dendrite];
        Count++;
    }

    public override int RowOf(int rank) => 0;

    public override int RankOf(int row) => 0;

    public override int Runs(int row, SynapseRun* runs)
    {
        *runs = new SynapseRun
        {
            End = Count,
            SelfIndex = _slots.Pointer,
            OtherIndex = _preRanks.Pointer,
            OwnIndex = _postRanks.Pointer,
            DendriteIndex = _dendrites.Pointer,
        };
        return 1;
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _dendrites.Dispose();
        _preRanks.Dispose();
        _postRanks.Dispose();
    }

    private void Grow()
    {
        _slots = Grown(_slots);
        _dendrites = Grown(_dendrites);
        _preRanks = Grown(_preRanks);
        _postRanks = Grown(_postRanks);
    }

    private static NativeArray<int> Grown(NativeArray<int> array)
    {
        var grown = new NativeArray<int>(Math.Max(256, 2 * array.Length));
        array.Span.CopyTo(grown.Span);
        array.Dispose();
        return grown;
    }
}
