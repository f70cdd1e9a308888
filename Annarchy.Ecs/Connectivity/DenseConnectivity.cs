using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// Every pre-synaptic neuron of a set is connected with every post-synaptic one of another, save perhaps with itself: no
/// indices are stored, and rows are padded so that each begins on a cache line.
/// </summary>
/// <remarks>The slot of a missing self-connection exists, belongs to no synapse and holds 0.</remarks>
internal sealed class DenseConnectivity : SynapticConnectivity
{
    public DenseConnectivity(
        int preSize,
        int postSize,
        StorageOrder order,
        NativeArray<int> preNeurons,
        NativeArray<int> postRanks,
        bool excludesSelf,
        int uniformDelay,
        int rowPadding = Column.RowPadding)
        : base(preSize, postSize, order, postRanks, uniformDelay)
    {
        PreNeurons = preNeurons;
        ExcludesSelf = excludesSelf;
        var length = order == StorageOrder.ByPost ? preNeurons.Length : postRanks.Length;
        RowLengthPadded = (length + rowPadding - 1) / rowPadding * rowPadding;
        long missing = 0;
        if (excludesSelf)
        {
            foreach (var rank in postRanks.Span)
                missing += preNeurons.Span.BinarySearch(rank) >= 0 ? 1 : 0;
        }

        Count = (preNeurons.Length * postRanks.Length) - missing;
    }

    /// <summary>Ranks of the pre-synaptic neurons, ascending.</summary>
    public NativeArray<int> PreNeurons { get; }

    /// <summary>Whether a neuron is not connected with itself (both populations are the same).</summary>
    public bool ExcludesSelf { get; }

    /// <summary>Slots from one row to the next.</summary>
    public long RowLengthPadded { get; }

    public int RowCount => Order == StorageOrder.ByPost ? Size : (int)PreNeurons.Length;

    public override int MaxDelay => UniformDelay!.Value;

    public override long Count { get; }

    public override long SlotCount => RowCount * RowLengthPadded;

    public override string FormatName => Order == StorageOrder.ByPost ? "dense by post-synaptic neuron" : "dense by pre-synaptic neuron";

    public override nuint ByteCount => PreNeurons.ByteCount + PostRanks.ByteCount;

    /// <summary>Where <paramref name="rank"/> is missing among ascending <paramref name="ranks"/> because it would be a self-connection; -1 if nowhere.</summary>
    public int SelfPosition(NativeArray<int> ranks, int rank)
    {
        if (!ExcludesSelf)
            return -1;
        var position = ranks.Span.BinarySearch(rank);
        return position < 0 ? -1 : position;
    }

    public override int RowLength(int dendrite) =>
        (int)PreNeurons.Length - (SelfPosition(PreNeurons, PostRanks[dendrite]) >= 0 ? 1 : 0);

    public override void CopyPreRanks(int dendrite, Span<int> ranks)
    {
        var self = SelfPosition(PreNeurons, PostRanks[dendrite]);
        var all = PreNeurons.Span;
        if (self < 0)
        {
            all.CopyTo(ranks);
            return;
        }

        all[..self].CopyTo(ranks);
        all[(self + 1)..].CopyTo(ranks[self..]);
    }

    public override void CopySlots(int dendrite, Span<long> slots)
    {
        var self = SelfPosition(PreNeurons, PostRanks[dendrite]);
        var (first, step) = Order == StorageOrder.ByPost ? (dendrite * RowLengthPadded, 1L) : (dendrite, RowLengthPadded);
        var written = 0;
        for (var pre = 0; pre < PreNeurons.Length; pre++)
        {
            if (pre != self)
                slots[written++] = first + (pre * step);
        }
    }

    public override void CopyDelays(int dendrite, Span<int> delays) => delays[..RowLength(dendrite)].Fill(MaxDelay);

    public override bool IsContiguous(int dendrite, out long begin)
    {
        begin = dendrite * RowLengthPadded;
        return Order == StorageOrder.ByPost && SelfPosition(PreNeurons, PostRanks[dendrite]) < 0;
    }

    public override void Dispose()
    {
        PreNeurons.Dispose();
        base.Dispose();
    }
}
