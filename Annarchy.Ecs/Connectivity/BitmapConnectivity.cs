using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// One bit per pair of a pre-synaptic and a post-synaptic neuron: who is connected, where all synapses have one weight and one delay. From a
/// density of about 1/32 on it takes less memory than lists of ranks, and a spike is counted for 512 neurons at once.
/// </summary>
/// <remarks>
/// A row belongs to a pre-synaptic neuron and holds blocks of 512 bits, as 16 words of 32. Bit <c>j</c> of word <c>l</c> stands for neuron
/// <c>16 j + l</c> of the block, so that one shift of all words yields 16 neighbours in as many lanes. There is a row of zeros at the end.
/// </remarks>
internal sealed unsafe class BitmapConnectivity : SynapticConnectivity
{
    /// <summary>Post-synaptic neurons of a block.</summary>
    public const int BlockNeurons = 512;

    /// <summary>Words of a block.</summary>
    public const int BlockWords = 16;

    private readonly NativeArray<uint> _words;
    private readonly NativeArray<int> _preNeurons;
    private readonly NativeArray<int> _rowOfRank;
    private readonly NativeArray<int> _rowLengths;

    private BitmapConnectivity(
        ProjectionEnds ends, NativeArray<uint> words, NativeArray<int> preNeurons, NativeArray<int> postRanks, NativeArray<int> rowLengths, int delay, int first, int blocks)
        : base(ends.PreSize, ends.PostSize, StorageOrder.ByPre, postRanks, delay)
    {
        _words = words;
        _preNeurons = preNeurons;
        _rowLengths = rowLengths;
        _rowOfRank = new NativeArray<int>(ends.PreSize);
        _rowOfRank.Span.Fill(-1);
        for (var row = 0; row < preNeurons.Length; row++)
            _rowOfRank[preNeurons[row]] = row;
        (FirstRank, BlockCount) = (first, blocks);
        foreach (var length in rowLengths.Span)
            Count += length;
    }

    /// <summary>Post-synaptic rank of the first bit, a multiple of a vector's lanes.</summary>
    public int FirstRank { get; }

    /// <summary>Blocks of a row.</summary>
    public int BlockCount { get; }

    /// <summary>The row of zeros.</summary>
    public uint* NoRow => Row((int)_preNeurons.Length);

    public override int MaxDelay => UniformDelay!.Value;

    public override long Count { get; }

    public override long SlotCount => _preNeurons.Length * (long)BlockCount * BlockNeurons;

    public override string FormatName => "bitmap by pre-synaptic neuron";

    public override nuint ByteCount =>
        _words.ByteCount + _preNeurons.ByteCount + _rowOfRank.ByteCount + _rowLengths.ByteCount + PostRanks.ByteCount;

    /// <summary>Words that bitmaps between neurons would take.</summary>
    public static long WordCount(ProjectionEnds ends) => (ends.PreCount + 1L) * BlocksOf(ends).Count * BlockWords;

    /// <summary>Makes the synapses of a pattern.</summary>
    public static BitmapConnectivity Build(ConnectionPlan plan)
    {
        var ends = plan.Ends;
        var (first, blocks) = BlocksOf(ends);
        var words = new NativeArray<uint>(WordCount(ends));
        using var received = new NativeArray<int>(ends.PostSize);
        var isByPost = plan.Pattern.Order == StorageOrder.ByPost;
        plan.ForRows((_, begin, end) =>
        {
            var row = new RowBuffer(plan.Pattern.MaxRowLength);
            for (var r = begin; r < end; r++)
            {
                row.Generate(plan.Pattern, r);
                foreach (var position in row.Positions)
                {
                    var (pre, post) = isByPost ? (position, ends.PostRank(r)) : (r, ends.PostRank(position));
                    var (word, bit) = PlaceOf(post - first);

                    // Rows of the pattern that are made at the same time share words.
                    Interlocked.Or(ref words.Pointer[((long)pre * blocks * BlockWords) + word], bit);
                    Interlocked.Increment(ref received.Pointer[post]);
                }
            }
        });

        int[] postRanks = [.. Enumerable.Range(0, ends.PostSize).Where(rank => received[rank] > 0)];
        var lengths = NativeArray<int>.From(Array.ConvertAll(postRanks, rank => received[rank]));
        return new BitmapConnectivity(
            ends, words, NativeArray<int>.From(ends.PreRanks()), NativeArray<int>.From(postRanks), lengths, plan.UniformDelay, first, blocks);
    }

    /// <summary>The row of a pre-synaptic neuron, or null if it has no synapses.</summary>
    public uint* RowOf(int preRank)
    {
        var row = _rowOfRank.Pointer[preRank];
        return row < 0 ? null : Row(row);
    }

    /// <summary>The same synapses as lists of ranks, which can be edited.</summary>
    public SparseConnectivity ToSparse()
    {
        var begin = new NativeArray<int>(PreSize + 1L);
        var cells = new NativeArray<int>(Count);
        var next = 0;
        for (var pre = 0; pre < PreSize; pre++)
        {
            begin[pre] = next;
            var row = RowOf(pre);
            for (var dendrite = 0; row is not null && dendrite < Size; dendrite++)
            {
                if (IsSet(row, dendrite))
                    cells[next++] = PostRanks[dendrite];
            }
        }

        begin[PreSize] = next;
        return new SparseConnectivity(
            PreSize, PostSize, Order, new CompressedRows(begin, cells, 0), NativeArray<int>.From(PostRanks.Span), UniformDelay, MaxDelay);
    }

    public override int RowLength(int dendrite) => _rowLengths[dendrite];

    public override void CopyPreRanks(int dendrite, Span<int> ranks)
    {
        var next = 0;
        for (var row = 0; row < _preNeurons.Length; row++)
        {
            if (IsSet(Row(row), dendrite))
                ranks[next++] = _preNeurons[row];
        }
    }

    /// <summary>Numbers of bits; no values are stored by slot.</summary>
    public override void CopySlots(int dendrite, Span<long> slots)
    {
        var next = 0;
        for (var row = 0; row < _preNeurons.Length; row++)
        {
            if (IsSet(Row(row), dendrite))
                slots[next++] = (row * (long)BlockCount * BlockNeurons) + PostRanks[dendrite] - FirstRank;
        }
    }

    public override void CopyDelays(int dendrite, Span<int> delays) => delays[..RowLength(dendrite)].Fill(MaxDelay);

    public override bool IsContiguous(int dendrite, out long begin)
    {
        begin = 0;
        return false;
    }

    public override void Dispose()
    {
        _words.Dispose();
        _preNeurons.Dispose();
        _rowOfRank.Dispose();
        _rowLengths.Dispose();
        base.Dispose();
    }

    private static (int First, int Count) BlocksOf(ProjectionEnds ends)
    {
        if (ends.PostCount == 0)
            return (0, 0);
        var first = ends.PostRank(0) / Column.RowPadding * Column.RowPadding;
        return (first, (ends.PostRank(ends.PostCount - 1) - first + BlockNeurons) / BlockNeurons);
    }

    private static (int Word, uint Bit) PlaceOf(int offset)
    {
        var within = offset % BlockNeurons;
        return ((offset / BlockNeurons * BlockWords) + (within % BlockWords), 1u << (within / BlockWords));
    }

    private uint* Row(int row) => _words.Pointer + (row * (long)BlockCount * BlockWords);

    private bool IsSet(uint* row, int dendrite)
    {
        var (word, bit) = PlaceOf(PostRanks.Pointer[dendrite] - FirstRank);
        return (row[word] & bit) != 0;
    }
}
