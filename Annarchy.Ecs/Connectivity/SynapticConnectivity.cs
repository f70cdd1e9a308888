using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// Which neurons a projection connects, with which delays, and in which order the values of its synapses lie.
/// </summary>
/// <remarks>
/// A <b>dendrite</b> is a post-synaptic neuron that receives synapses; dendrites are numbered in the order of their ranks. A
/// <b>slot</b> is the row of a synapse in the columns of local attributes. Within a dendrite, synapses are in the order of their
/// pre-synaptic ranks, whatever the order of slots.
/// </remarks>
internal abstract class SynapticConnectivity : IDisposable
{
    protected SynapticConnectivity(int preSize, int postSize, StorageOrder order, NativeArray<int> postRanks, int? uniformDelay)
    {
        PreSize = preSize;
        PostSize = postSize;
        Order = order;
        PostRanks = postRanks;
        UniformDelay = uniformDelay;
    }

    /// <summary>Neurons of the whole pre-synaptic population.</summary>
    public int PreSize { get; }

    /// <summary>Neurons of the whole post-synaptic population.</summary>
    public int PostSize { get; }

    /// <summary>What a stored row belongs to; never automatic.</summary>
    public StorageOrder Order { get; }

    /// <summary>Ranks of the post-synaptic neurons that receive synapses, ascending.</summary>
    public NativeArray<int> PostRanks { get; }

    /// <summary>Number of dendrites.</summary>
    public int Size => (int)PostRanks.Length;

    /// <summary>Delay of every synapse in steps, at least 1; null when each has its own.</summary>
    public int? UniformDelay { get; set; }

    /// <summary>The longest delay in steps.</summary>
    public abstract int MaxDelay { get; }

    /// <summary>Number of synapses.</summary>
    public abstract long Count { get; }

    /// <summary>Rows a column of a local attribute needs; some may belong to no synapse.</summary>
    public abstract long SlotCount { get; }

    /// <summary>For people: "dense", "sparse by post-synaptic neuron".</summary>
    public abstract string FormatName { get; }

    /// <summary>Memory of ranks, delays and row offsets; values not included.</summary>
    public abstract nuint ByteCount { get; }

    /// <summary>Number of the dendrite of a post-synaptic rank, or -1.</summary>
    public int DendriteOf(int postRank)
    {
        if ((uint)postRank >= (uint)PostSize)
            return -1;
        if (Size == PostSize)
            return postRank;
        var index = PostRanks.Span.BinarySearch(postRank);
        return index < 0 ? -1 : index;
    }

    /// <summary>Synapses of a dendrite.</summary>
    public abstract int RowLength(int dendrite);

    /// <summary>Writes the pre-synaptic ranks of a dendrite, ascending.</summary>
    public abstract void CopyPreRanks(int dendrite, Span<int> ranks);

    /// <summary>Writes the slots of a dendrite's synapses in the order of their pre-synaptic ranks.</summary>
    public abstract void CopySlots(int dendrite, Span<long> slots);

    /// <summary>Writes the delays, in steps, of a dendrite's synapses.</summary>
    public abstract void CopyDelays(int dendrite, Span<int> delays);

    /// <summary>First slot of a dendrite whose slots are consecutive.</summary>
    public abstract bool IsContiguous(int dendrite, out long begin);

    /// <summary>Slot of the synapse between a dendrite and a pre-synaptic neuron, or -1.</summary>
    public long FindSlot(int dendrite, int preRank)
    {
        var position = Array.BinarySearch(PreRanks(dendrite), preRank);
        if (position < 0)
            return -1;
        var slots = new long[RowLength(dendrite)];
        CopySlots(dendrite, slots);
        return slots[position];
    }

    public int[] PreRanks(int dendrite)
    {
        var ranks = new int[RowLength(dendrite)];
        CopyPreRanks(dendrite, ranks);
        return ranks;
    }

    public virtual void Dispose() => PostRanks.Dispose();
}
