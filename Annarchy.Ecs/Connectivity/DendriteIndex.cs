using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// The other way round: for synapses stored by pre-synaptic neuron, the slots and pre-synaptic ranks of every dendrite. It is what
/// post-synaptic events and a user's look at a dendrite need, and costs 8 bytes a synapse.
/// </summary>
internal sealed unsafe class DendriteIndex : IDisposable
{
    private readonly NativeArray<int> _slots;
    private readonly NativeArray<int> _preRanks;

    private DendriteIndex(NativeArray<int> begin, NativeArray<int> slots, NativeArray<int> preRanks)
    {
        Begin = begin;
        _slots = slots;
        _preRanks = preRanks;
    }

    /// <summary>First entry of each dendrite, and their number at the end.</summary>
    public NativeArray<int> Begin { get; }

    public NativeArray<int> AllSlots => _slots;

    public NativeArray<int> AllPreRanks => _preRanks;

    public nuint ByteCount => Begin.ByteCount + _slots.ByteCount + _preRanks.ByteCount;

    public static DendriteIndex Of(SparseConnectivity connectivity)
    {
        var rows = connectivity.Rows;
        var begin = new NativeArray<int>(connectivity.Size + 1L);
        using var dendriteOfRank = new NativeArray<int>(connectivity.PostSize);
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
            dendriteOfRank[connectivity.PostRanks[dendrite]] = dendrite;

        var first = begin.Pointer;
        var dendrites = dendriteOfRank.Pointer;
        var bounds = rows.Bounds;
        for (var pre = 0; pre < rows.RowCount; pre++)
        {
            for (var slot = bounds.Begin[pre]; slot < bounds.End[pre]; slot++)
                first[dendrites[rows.RankOf(rows.CellAt(slot))] + 1]++;
        }

        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
            first[dendrite + 1] += first[dendrite];

        var slots = new NativeArray<int>(rows.Count);
        var preRanks = new NativeArray<int>(rows.Count);
        using var next = NativeArray<int>.From(begin.Span);
        for (var pre = 0; pre < rows.RowCount; pre++)
        {
            for (var slot = bounds.Begin[pre]; slot < bounds.End[pre]; slot++)
            {
                var entry = next.Pointer[dendrites[rows.RankOf(rows.CellAt(slot))]]++;
                slots.Pointer[entry] = slot;
                preRanks.Pointer[entry] = pre;
            }
        }

        return new DendriteIndex(begin, slots, preRanks);
    }

    public ReadOnlySpan<int> Slots(int dendrite) => _slots.Span[Begin[dendrite]..Begin[dendrite + 1]];

    public ReadOnlySpan<int> PreRanks(int dendrite) => _preRanks.Span[Begin[dendrite]..Begin[dendrite + 1]];

    public void Dispose()
    {
        Begin.Dispose();
        _slots.Dispose();
        _preRanks.Dispose();
    }
}
