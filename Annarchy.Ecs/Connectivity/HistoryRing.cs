using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// What a column held at the end of each of the last steps. All of history is one window of memory whose rows are
/// <see cref="Stride"/> elements apart, the latest first, so that a reader of mixed delays needs no wrapping.
/// </summary>
/// <remarks>Every row is stored twice, one ring apart: the window slides over the pair and is always contiguous.</remarks>
internal sealed unsafe class HistoryRing : IDisposable
{
    private NativeBuffer _buffer;
    private int _head;

    /// <param name="source">The column whose past is kept.</param>
    /// <param name="depth">Steps to keep.</param>
    public HistoryRing(Column source, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        Source = source;
        Depth = depth;
        Stride = (int)source.Capacity;
        _buffer = Allocate(depth);
    }

    public Column Source { get; }

    /// <summary>Longest delay that can be read, in steps.</summary>
    public int Depth { get; private set; }

    /// <summary>Elements from one step to the one before it.</summary>
    public int Stride { get; }

    public nuint ByteCount => _buffer.ByteCount;

    /// <summary>What the column held at the end of the last step; older steps follow.</summary>
    public nint Window => Row(_head);

    private long RowBytes => (long)Stride * Source.ElementSize;

    /// <summary>What the column held <paramref name="delay"/> steps ago, at least 1.</summary>
    public nint At(int delay)
    {
        if ((uint)(delay - 1) >= (uint)Depth)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"The ring holds {Depth} steps.");
        return Row(_head + delay - 1);
    }

    /// <summary>Records the column as it is at the end of a step.</summary>
    public void Push()
    {
        _head = _head == 0 ? Depth - 1 : _head - 1;
        Store(_head);
    }

    /// <summary>Replaces what the column held <paramref name="delay"/> steps ago.</summary>
    /// <param name="delay">From 1 to <see cref="Depth"/>.</param>
    /// <param name="rows">The rows of the column, without padding.</param>
    public void Set(int delay, ReadOnlySpan<byte> rows)
    {
        var row = (int)((At(delay) - (nint)_buffer.Address) / RowBytes) % Depth;
        rows.CopyTo(new Span<byte>((void*)Row(row), (int)RowBytes));
        rows.CopyTo(new Span<byte>((void*)Row(row + Depth), (int)RowBytes));
    }

    /// <summary>Pretends the column has always held what it holds now.</summary>
    public void Fill()
    {
        for (var row = 0; row < Depth; row++)
            Store(row);
    }

    /// <summary>Makes room for longer delays; what is older than was kept reads as 0.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var grown = Allocate(depth);
        for (var row = 0; row < Depth; row++)
        {
            Copy(At(row + 1), (nint)grown.Address + (nint)(row * RowBytes));
            Copy(At(row + 1), (nint)grown.Address + (nint)((row + depth) * RowBytes));
        }

        _buffer.Dispose();
        _buffer = grown;
        Depth = depth;
        _head = 0;
    }

    public void Dispose() => _buffer.Dispose();

    private void Store(int row)
    {
        Copy(Source.Address, Row(row));
        Copy(Source.Address, Row(row + Depth));
    }

    private nint Row(int row) => (nint)_buffer.Address + (nint)(row * RowBytes);

    private void Copy(nint from, nint to) => Buffer.MemoryCopy((void*)from, (void*)to, RowBytes, RowBytes);

    private NativeBuffer Allocate(int depth) => new(checked(((nuint)depth * 2 * (nuint)RowBytes) + NativeBuffer.Alignment));
}
