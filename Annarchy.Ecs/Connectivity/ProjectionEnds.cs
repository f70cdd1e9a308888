namespace Annarchy.Connectivity;

/// <summary>
/// The neurons at both ends of a projection. Connection patterns speak of <b>positions</b> within them, from 0; a position is a rank
/// where the whole population takes part.
/// </summary>
internal sealed class ProjectionEnds
{
    private readonly int[]? _preRanks;
    private readonly int[]? _postRanks;

    /// <param name="preSize">Neurons of the whole pre-synaptic population.</param>
    /// <param name="postSize">Neurons of the whole post-synaptic population.</param>
    /// <param name="preRanks">Ranks of those that take part, ascending; null for all.</param>
    /// <param name="postRanks">Likewise.</param>
    /// <param name="samePopulation">Whether both ends are of one population.</param>
    public ProjectionEnds(int preSize, int postSize, int[]? preRanks = null, int[]? postRanks = null, bool samePopulation = false)
    {
        PreSize = preSize;
        PostSize = postSize;
        _preRanks = preRanks;
        _postRanks = postRanks;
        SamePopulation = samePopulation;
    }

    public int PreSize { get; }

    public int PostSize { get; }

    public bool SamePopulation { get; }

    public int PreCount => _preRanks?.Length ?? PreSize;

    public int PostCount => _postRanks?.Length ?? PostSize;

    public bool IsWholePre => _preRanks is null;

    public bool IsWholePost => _postRanks is null;

    public int PreRank(int position) => _preRanks is null ? position : _preRanks[position];

    public int PostRank(int position) => _postRanks is null ? position : _postRanks[position];

    /// <summary>Position at one end of the neuron that is at a position of the other end, or -1.</summary>
    public int SelfPosition(StorageOrder order, int row)
    {
        if (!SamePopulation)
            return -1;
        return order == StorageOrder.ByPost ? Find(_preRanks, PreSize, PostRank(row)) : Find(_postRanks, PostSize, PreRank(row));
    }

    /// <summary>The same neurons as ranks, whatever the positions.</summary>
    public ProjectionEnds WholePopulations() => new(PreSize, PostSize, null, null, SamePopulation);

    public int[] PreRanks() => _preRanks ?? [.. Enumerable.Range(0, PreSize)];

    public int[] PostRanks() => _postRanks ?? [.. Enumerable.Range(0, PostSize)];

    private static int Find(int[]? ranks, int size, int rank)
    {
        if (ranks is null)
            return rank < size ? rank : -1;
        var position = Array.BinarySearch(ranks, rank);
        return position < 0 ? -1 : position;
    }
}
