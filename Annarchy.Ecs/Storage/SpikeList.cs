namespace Annarchy.Storage;

/// <summary>Ranks of the neurons that spiked in one step, ascending; room for every neuron, so a step allocates nothing.</summary>
internal sealed unsafe class SpikeList : IDisposable
{
    private readonly NativeBuffer _buffer;
    private int _count;

    /// <summary>A list for <paramref name="size"/> neurons with slack for kernels that store whole vectors.</summary>
    public SpikeList(int size)
    {
        Size = size;
        _buffer = new NativeBuffer((nuint)(size + Column.RowPadding) * sizeof(int));
    }

    /// <summary>Neurons of the population.</summary>
    public int Size { get; }

    /// <summary>Spikes in the list.</summary>
    public int Count
    {
        get
        {
            Mirror?.BeforeHostReads();
            return _count;
        }

        set
        {
            Mirror?.BeforeHostWrites();
            _count = value;
        }
    }

    /// <summary>The list as a device holds it; null while no device does.</summary>
    public IMirror? Mirror { get; set; }

    /// <summary>Memory of the ranks, to read and write.</summary>
    public int* Pointer
    {
        get
        {
            Mirror?.BeforeHostWrites();
            return (int*)_buffer.Address;
        }
    }

    public ReadOnlySpan<int> Ranks
    {
        get
        {
            Mirror?.BeforeHostReads();
            return new ReadOnlySpan<int>(_buffer.Address, _count);
        }
    }

    public nuint ByteCount => _buffer.ByteCount;

    public void Clear()
    {
        Mirror?.BeforeHostReplaces();
        _count = 0;
    }

    /// <summary>Appends a rank; ranks must ascend.</summary>
    /// <exception cref="InvalidOperationException">There is a rank for every neuron already.</exception>
    public void Add(int rank)
    {
        if (Count >= Size)
            throw new InvalidOperationException($"A list for {Size} neurons is full.");
        Pointer[Count++] = rank;
    }

    /// <summary>The ranks as the host has them, whatever a device holds.</summary>
    public Span<int> OwnRanks => new(_buffer.Address, _count);

    /// <summary>Takes over what a device holds: room for so many ranks.</summary>
    public Span<int> Receive(int count)
    {
        _count = count;
        return OwnRanks;
    }

    public void CopyFrom(SpikeList other)
    {
        other.Ranks.CopyTo(new Span<int>(_buffer.Address, Size));
        Count = other.Count;
    }

    public void Dispose()
    {
        Mirror?.Release();
        Mirror = null;
        _buffer.Dispose();
    }
}
