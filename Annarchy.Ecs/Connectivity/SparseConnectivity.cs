using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// Synapses in compressed rows. Rows by post-synaptic neuron are one per dendrite; rows by pre-synaptic neuron are one per neuron
/// of the pre-synaptic population, so that a spike finds its row by rank.
/// </summary>
internal sealed class SparseConnectivity : SynapticConnectivity
{
    private DendriteIndex? _dendrites;
    private ConnectedPairs? _pairs;

    public SparseConnectivity(
        int preSize,
        int postSize,
        StorageOrder order,
        CompressedRows rows,
        NativeArray<int> postRanks,
        int? uniformDelay,
        int maxDelay)
        : base(preSize, postSize, order, postRanks, uniformDelay)
    {
        Rows = rows;
        LongestDelay = maxDelay;
    }

    /// <summary>The synapses; slot <c>s</c> is element <c>s</c> of its cells.</summary>
    public CompressedRows Rows { get; }

    public override int MaxDelay => UniformDelay ?? LongestDelay;

    public override long Count => Rows.Count;

    /// <summary>With slack of one cache line of rows, so that kernels may read whole vectors from any slot.</summary>
    public override long SlotCount => (long)Rows.SlotCount + Column.RowPadding;

    public override string FormatName => Order == StorageOrder.ByPost ? "sparse by post-synaptic neuron" : "sparse by pre-synaptic neuron";

    public override nuint ByteCount => Rows.ByteCount + PostRanks.ByteCount + (_dendrites?.ByteCount ?? 0) + (_pairs?.ByteCount ?? 0);

    /// <summary>Gets ready for synapses to be created and pruned; slots are others after the first time.</summary>
    /// <param name="columns">The columns of synaptic values.</param>
    public void PrepareChanges(ReadOnlySpan<Column> columns)
    {
        if (Rows.IsLoose)
            return;
        Rows.Loosen(columns);
        Changed();
    }

    /// <summary>
    /// Makes many changes cheap: rows by pre-synaptic neuron, whose synapses act on different neurons, need not be in the order of ranks. Those by
    /// post-synaptic neuron are summed, always in the same order.
    /// </summary>
    public void Unsort()
    {
        if (Order == StorageOrder.ByPre)
            Rows.Unsort();
    }

    /// <summary>Puts rows back into order when there are no more changes to come; slots are others then.</summary>
    /// <param name="columns">The columns of synaptic values.</param>
    public void Sort(ReadOnlySpan<Column> columns)
    {
        if (Rows.IsSorted)
            return;
        Rows.Sort(columns);
        Changed();
    }

    /// <summary>Gets ready for many questions whether neurons are connected.</summary>
    public void PreparePairs() => _pairs ??= ConnectedPairs.TryMake(Rows, Order == StorageOrder.ByPost ? PreSize : PostSize);

    /// <summary>Whether a dendrite has a synapse from a pre-synaptic neuron.</summary>
    public bool Connects(int dendrite, int preRank)
    {
        var (row, rank) = Place(dendrite, preRank);
        return _pairs is null ? Rows.Find(row, rank) >= 0 : _pairs.Get(row, rank);
    }

    /// <summary>Asks for the memory that <see cref="Connects"/> will read, a little before it is called.</summary>
    public void PrefetchConnects(int dendrite, int preRank)
    {
        var (row, rank) = Place(dendrite, preRank);
        if (_pairs is null)
            Rows.PrefetchCells(row);
        else
            _pairs.Prefetch(row, rank);
    }

    /// <summary>Asks for the memory at the end of the row that gets or loses a synapse, a little before it does.</summary>
    public unsafe void PrefetchChange(int dendrite, int preRank, ReadOnlySpan<Column> columns)
    {
        var (row, rank) = Place(dendrite, preRank);
        Rows.Prefetch(Rows.Bounds.End[row], columns);
        _pairs?.Prefetch(row, rank);
    }

    /// <summary>Gives a synapse another delay, where they differ and are part of the cells.</summary>
    public void SetDelay(int slot, int steps)
    {
        Rows.SetDelay(slot, steps);
        LongestDelay = Math.Max(LongestDelay, steps);
        DelayVersion++;
    }

    /// <summary>Creates a synapse; see <see cref="CompressedRows.Insert"/>.</summary>
    /// <param name="dendrite">Number of the dendrite.</param>
    /// <param name="preRank">Rank of the pre-synaptic neuron; not connected with it yet.</param>
    /// <param name="delay">Delay in steps; without meaning where all are equal.</param>
    /// <param name="columns">The columns of synaptic values.</param>
    /// <returns>The slot of the new synapse.</returns>
    public int Create(int dendrite, int preRank, int delay, ReadOnlySpan<Column> columns)
    {
        var (row, rank) = Place(dendrite, preRank);
        var slot = Rows.Insert(row, rank, delay, columns);
        _pairs?.Set(row, rank, true);
        LongestDelay = Math.Max(LongestDelay, delay);
        Changed();
        return slot;
    }

    /// <summary>Removes the synapse of a slot.</summary>
    /// <param name="dendrite">Number of the dendrite.</param>
    /// <param name="preRank">Rank of the pre-synaptic neuron.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="columns">The columns of synaptic values.</param>
    public void Prune(int dendrite, int preRank, int slot, ReadOnlySpan<Column> columns)
    {
        var (row, rank) = Place(dendrite, preRank);
        Rows.Remove(row, slot, columns);
        _pairs?.Set(row, rank, false);
        Changed();
    }

    /// <summary>Where the synapse between a dendrite and a pre-synaptic neuron belongs: the row, and the rank in it.</summary>
    private (int Row, int Rank) Place(int dendrite, int preRank) =>
        Order == StorageOrder.ByPost ? (dendrite, preRank) : (preRank, PostRanks[dendrite]);

    private void Changed()
    {
        Version++;
        _dendrites?.Dispose();
        _dendrites = null;
    }

    /// <summary>How often synapses were created or pruned.</summary>
    public int Version { get; private set; }

    /// <summary>How often a synapse that stayed got another delay.</summary>
    public int DelayVersion { get; private set; }

    /// <summary>Where the synapses of each dendrite are when rows are by pre-synaptic neuron; made when first asked for.</summary>
    public DendriteIndex Dendrites
    {
        get
        {
            if (Order == StorageOrder.ByPost)
                throw new InvalidOperationException("Rows by post-synaptic neuron are dendrites already.");
            return _dendrites ??= DendriteIndex.Of(this);
        }
    }

    private int LongestDelay { get; set; }

    public override int RowLength(int dendrite)
    {
        return Order == StorageOrder.ByPost ? Rows.Length(dendrite) : Dendrites.Begin[dendrite + 1] - Dendrites.Begin[dendrite];
    }

    public override void CopyPreRanks(int dendrite, Span<int> ranks)
    {
        if (Order == StorageOrder.ByPre)
        {
            Dendrites.PreRanks(dendrite).CopyTo(ranks);
            return;
        }

        var cells = Rows.RowCells(dendrite);
        for (var i = 0; i < cells.Length; i++)
            ranks[i] = Rows.RankOf(cells[i]);
    }

    public override void CopySlots(int dendrite, Span<long> slots)
    {
        if (Order == StorageOrder.ByPre)
        {
            var stored = Dendrites.Slots(dendrite);
            for (var i = 0; i < stored.Length; i++)
                slots[i] = stored[i];
            return;
        }

        var (begin, length) = (Rows.Begin(dendrite), Rows.Length(dendrite));
        for (var i = 0; i < length; i++)
            slots[i] = begin + i;
    }

    public override void CopyDelays(int dendrite, Span<int> delays)
    {
        var length = RowLength(dendrite);
        if (UniformDelay is { } uniform)
        {
            delays[..length].Fill(uniform);
            return;
        }

        if (Order == StorageOrder.ByPost)
        {
            for (var i = 0; i < length; i++)
                delays[i] = Rows.DelayAt(Rows.Begin(dendrite) + i);
            return;
        }

        var slots = Dendrites.Slots(dendrite);
        for (var i = 0; i < length; i++)
            delays[i] = Rows.DelayAt(slots[i]);
    }

    public override bool IsContiguous(int dendrite, out long begin)
    {
        begin = Order == StorageOrder.ByPost ? Rows.Begin(dendrite) : 0;
        return Order == StorageOrder.ByPost;
    }

    public override void Dispose()
    {
        Rows.Dispose();
        _dendrites?.Dispose();
        _pairs?.Dispose();
        base.Dispose();
    }
}
