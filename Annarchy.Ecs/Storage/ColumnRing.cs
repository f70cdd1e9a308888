namespace Annarchy.Storage;

/// <summary>The values a column had at the end of the last <see cref="Depth"/> steps: what delayed rates read.</summary>
internal sealed unsafe class ColumnRing(Column source, int depth) : IDisposable
{
    private NativeBuffer _buffer = new(source.ByteCount * (nuint)Math.Max(depth, 1));
    private int _head;

    public Column Source { get; } = source;

    /// <summary>Longest delay that can be read, in steps.</summary>
    public int Depth { get; private set; } = Math.Max(depth, 1);

    public nuint ByteCount => _buffer.ByteCount;

    /// <summary>Address of row 0 of the values <paramref name="delay"/> pushes ago; 1 is the latest.</summary>
    public nint At(int delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Depth);
        return (nint)Row((_head + delay - 1) % Depth);
    }

    /// <summary>Copies the column in and drops the oldest values.</summary>
    public void Push()
    {
        _head = _head == 0 ? Depth - 1 : _head - 1;
        CopyTo(_head);
    }

    /// <summary>Makes all past values those the column has now.</summary>
    public void Fill()
    {
        for (var row = 0; row < Depth; row++)
            CopyTo(row);
    }

    /// <summary>Makes room for longer delays; what is older than the present depth takes the oldest values there are.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var grown = new NativeBuffer(Source.ByteCount * (nuint)depth);
        for (var delay = 1; delay <= depth; delay++)
        {
            var destination = (byte*)grown.Address + ((nuint)(delay - 1) * Source.ByteCount);
            Buffer.MemoryCopy((void*)At(Math.Min(delay, Depth)), destination, Source.ByteCount, Source.ByteCount);
        }

        _buffer.Dispose();
        (_buffer, _head, Depth) = (grown, 0, depth);
    }

    public void Dispose() => _buffer.Dispose();

    private byte* Row(int row) => (byte*)_buffer.Address + ((nuint)row * Source.ByteCount);

    private void CopyTo(int row) => Buffer.MemoryCopy((void*)Source.Address, Row(row), Source.ByteCount, Source.ByteCount);
}
