using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Projections;

/// <summary>The synapses of a <see cref="SharedWeightRule"/>: nothing is stored per synapse, and a slot is a weight that many share.</summary>
/// <remarks>Synapses from outside of the pre-synaptic population are left out. A neuron may have several synapses from another one.</remarks>
internal sealed class SharedWeightConnectivity : SynapticConnectivity
{
    private readonly int[] _ranks;
    private readonly int[] _slots;
    private int _row = -1;
    private int _length;
    private long? _count;

    public SharedWeightConnectivity(SharedWeightRule rule, int preSize, int postSize, int delay)
        : base(preSize, postSize, StorageOrder.ByPost, RanksReached(rule, postSize), delay)
    {
        Rule = rule;
        SlotCount = rule.WeightShape.Aggregate(1L, (count, length) => count * length);
        _ranks = new int[rule.MaxRowLength];
        _slots = new int[rule.MaxRowLength];
    }

    public SharedWeightRule Rule { get; }

    public override int MaxDelay => UniformDelay!.Value;

    public override long SlotCount { get; }

    public override string FormatName => "shared weights";

    public override nuint ByteCount => PostRanks.ByteCount + ((nuint)_ranks.Length * 2 * sizeof(int)) + (nuint)Rule.ByteCount;

    public override long Count
    {
        get
        {
            if (_count is { } known)
                return known;
            var count = 0L;
            for (var dendrite = 0; dendrite < Size; dendrite++)
                count += RowLength(dendrite);
            _count = count;
            return count;
        }
    }

    public override int RowLength(int dendrite)
    {
        Find(dendrite);
        return _length;
    }

    public override void CopyPreRanks(int dendrite, Span<int> ranks)
    {
        Find(dendrite);
        _ranks.AsSpan(0, _length).CopyTo(ranks);
    }

    public override void CopySlots(int dendrite, Span<long> slots)
    {
        Find(dendrite);
        for (var i = 0; i < _length; i++)
            slots[i] = _slots[i];
    }

    public override void CopyDelays(int dendrite, Span<int> delays) => delays[..RowLength(dendrite)].Fill(MaxDelay);

    public override bool IsContiguous(int dendrite, out long begin)
    {
        begin = 0;
        return false;
    }

    /// <summary>Writes the synapses of a neuron, checked: ranks outside become one past the last neuron.</summary>
    public int CopyChecked(int post, Span<int> ranks, Span<int> slots)
    {
        var length = Rule.CopyRow(post, ranks, slots);
        if ((uint)length > (uint)Rule.MaxRowLength)
            throw new InvalidOperationException($"'{Rule.Description}' gave neuron {post} {length} synapses, not at most {Rule.MaxRowLength}.");
        for (var i = 0; i < length; i++)
        {
            if (ranks[i] == SharedWeightRule.Outside)
                ranks[i] = PreSize;
            else if ((uint)ranks[i] >= (uint)PreSize)
                throw new InvalidOperationException($"'{Rule.Description}' connects neuron {post} with neuron {ranks[i]}, of {PreSize}.");
            if ((uint)slots[i] >= (ulong)SlotCount)
                throw new InvalidOperationException($"'{Rule.Description}' gives neuron {post} weight {slots[i]}, of {SlotCount}.");
        }

        return length;
    }

    private static NativeArray<int> RanksReached(SharedWeightRule rule, int postSize) =>
        NativeArray<int>.From([.. Enumerable.Range(0, postSize).Where(rule.Reaches)]);

    private void Find(int dendrite)
    {
        if (dendrite == _row)
            return;
        _row = -1;
        var all = CopyChecked(PostRanks[dendrite], _ranks, _slots);
        _ranks.AsSpan(0, all).Sort(_slots.AsSpan(0, all));
        _length = _ranks.AsSpan(0, all).IndexOf(PreSize) is >= 0 and var inside ? inside : all;
        _row = dendrite;
    }
}
