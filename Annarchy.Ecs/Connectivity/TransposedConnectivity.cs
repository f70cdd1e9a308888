using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>The synapses of another connectivity with their ends exchanged; slots stay the same.</summary>
/// <remarks>
/// Dendrites are the pre-synaptic neurons that had synapses when it was made, or all where synapses may be created. What they receive is
/// looked up in an index, made when first asked for and after synapses were created or pruned.
/// </remarks>
internal sealed class TransposedConnectivity : SynapticConnectivity
{
    private NativeArray<int>? _begin;
    private NativeArray<int>? _ranks;
    private NativeArray<int>? _slots;
    private int _version = -1;

    /// <param name="original">The connectivity; it is not disposed with this one.</param>
    /// <param name="mayGrow">Whether synapses may be created that reach further neurons.</param>
    public TransposedConnectivity(SynapticConnectivity original, bool mayGrow)
        : base(original.PostSize, original.PreSize, original.Order, Senders(original, mayGrow), original.UniformDelay) => Original = original;

    public SynapticConnectivity Original { get; }

    public override int MaxDelay => Original.MaxDelay;

    public override long Count => Original.Count;

    public override long SlotCount => Original.SlotCount;

    public override string FormatName => $"transposed, {Original.FormatName}";

    public override nuint ByteCount =>
        PostRanks.ByteCount + (_begin?.ByteCount ?? 0) + (_ranks?.ByteCount ?? 0) + (_slots?.ByteCount ?? 0);

    /// <summary>First entry of each dendrite, and the number of entries at the end.</summary>
    public NativeArray<int> Begin => Index()._begin!;

    /// <summary>Pre-synaptic rank of each entry, ascending within a dendrite.</summary>
    public NativeArray<int> Ranks => Index()._ranks!;

    /// <summary>Slot of each entry.</summary>
    public NativeArray<int> Slots => Index()._slots!;

    public override int RowLength(int dendrite) => Original is DenseConnectivity dense
        ? dense.Size - (dense.SelfPosition(dense.PostRanks, PostRanks[dendrite]) >= 0 ? 1 : 0)
        : Begin[dendrite + 1] - Begin[dendrite];

    public override void CopyPreRanks(int dendrite, Span<int> ranks) => Ranks.Span.Slice(Begin[dendrite], RowLength(dendrite)).CopyTo(ranks);

    public override void CopySlots(int dendrite, Span<long> slots)
    {
        var (begin, length) = (Begin[dendrite], RowLength(dendrite));
        for (var i = 0; i < length; i++)
            slots[i] = Slots[begin + i];
    }

    public override void CopyDelays(int dendrite, Span<int> delays) => delays[..RowLength(dendrite)].Fill(MaxDelay);

    public override bool IsContiguous(int dendrite, out long begin)
    {
        begin = 0;
        return false;
    }

    public override void Dispose()
    {
        DisposeIndex();
        base.Dispose();
    }

    private static NativeArray<int> Senders(SynapticConnectivity original, bool mayGrow)
    {
        var sends = new bool[original.PreSize];
        if (mayGrow)
            Array.Fill(sends, true);
        else if (original is DenseConnectivity { ExcludesSelf: false } dense)
            Array.ForEach(dense.PreNeurons.Span.ToArray(), pre => sends[pre] = true);
        else
            Array.ForEach([.. Enumerable.Range(0, original.Size)], dendrite => Array.ForEach(original.PreRanks(dendrite), pre => sends[pre] = true));
        return NativeArray<int>.From([.. Enumerable.Range(0, sends.Length).Where(pre => sends[pre])]);
    }

    private TransposedConnectivity Index()
    {
        var version = (Original as SparseConnectivity)?.Version ?? 0;
        if (_version == version)
            return this;
        DisposeIndex();
        var begin = new int[Size + 1];
        for (var dendrite = 0; dendrite < Original.Size; dendrite++)
        {
            foreach (var pre in Original.PreRanks(dendrite))
            {
                if (DendriteOf(pre) is >= 0 and var row)
                    begin[row + 1]++;
            }
        }

        for (var row = 0; row < Size; row++)
            begin[row + 1] = checked(begin[row] + begin[row + 1]);
        _begin = NativeArray<int>.From(begin);
        _ranks = new NativeArray<int>(begin[Size]);
        _slots = new NativeArray<int>(begin[Size]);
        for (var dendrite = 0; dendrite < Original.Size; dendrite++)
        {
            var slots = new long[Original.RowLength(dendrite)];
            Original.CopySlots(dendrite, slots);
            var ranks = Original.PreRanks(dendrite);
            for (var i = 0; i < ranks.Length; i++)
            {
                if (DendriteOf(ranks[i]) is not (>= 0 and var row))
                    continue;
                var entry = begin[row]++;
                (_ranks[entry], _slots[entry]) = (Original.PostRanks[dendrite], checked((int)slots[i]));
            }
        }

        _version = version;
        return this;
    }

    private void DisposeIndex()
    {
        _begin?.Dispose();
        _ranks?.Dispose();
        _slots?.Dispose();
    }
}
