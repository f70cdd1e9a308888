namespace Annarchy.Storage;

/// <summary>Ranks of the neurons that spiked in one step, ascending; room for every neuron, so a step allocates nothing.</summary>
internal sealed unsafe class SpikeList : IDisposable
{
    private readonly NativeBuffer _buffer;

    /// <summary>A list for <paramref name="size"/> neurons with slack for kernels that store whole vectors.</summary>
    public SpikeList(int size)
    {
        Size = size;
        _buffer = new NativeBuffer((nuint)(size + Column.RowPadding) * sizeof(int));
    }

    /// <summary>Neurons of the population.</summary>
    public int Size { get; }

    /// <summary>Spikes in the list.</summary>
    public int Count { get; set; }

    public int* Pointer => (int*)_buffer.Address;

    public ReadOnlySpan<int> Ranks => new(_buffer.Address, Count);

    public nuint ByteCount => _buffer.ByteCount;

    public void Clear() => Count = 0;

    /// <summary>Appends a rank; ranks must ascend.</summary>
    /// <exception cref="InvalidOperationException">There is a rank for every neuron already.</exception>
    public void Add(int rank)
    {
        if (Count >= Size)
            throw new InvalidOperationException($"A list for {Size} neurons is full.");
        Pointer[Count++] = rank;
    }

    public void CopyFrom(SpikeList other)
    {
        other.Ranks.CopyTo(new Span<int>(_buffer.Address, Size));
        Count = other.Count;
    }

    public void Dispose() => _buffer.Dispose();
}
