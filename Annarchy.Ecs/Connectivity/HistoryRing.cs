using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// What a column held at the end of each of the last steps. All of history is one window of memory whose rows are
/// <see cref="Stride"/> elements apart, the latest first, so that a reader of mixed delays needs no wrapping.
/// </summary>
/// <remarks>
/// Every row is stored twice, one ring apart: the window slides over the pair and is always contiguous. Where the column holds many
/// instances, each has a ring of its own, which moves on by itself.
/// </remarks>
internal sealed unsafe class HistoryRing : IDisposable
{
    private NativeBuffer _buffer;
    private readonly int[] _heads;

    /// <param name="source">The column whose past is kept.</param>
    /// <param name="depth">Steps to keep.</param>
    public HistoryRing(Column source, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        Source = source;
        Depth = depth;
        Stride = (int)source.Capacity;
        _heads = new int[source.Instances];
        _buffer = Allocate(depth);
    }

    public Column Source { get; }

    /// <summary>Longest delay that can be read, in steps.</summary>
    public int Depth { get; private set; }

    /// <summary>Elements from one step to the one before it.</summary>
    public int Stride { get; }

    public nuint ByteCount => _buffer.ByteCount;

    /// <summary>What the column held at the end of the last step; older steps follow.</summary>
    public nint Window => WindowOf(0);

    private long RowBytes => (long)Stride * Source.ElementSize;

    /// <summary>As <see cref="Window"/>, of an instance.</summary>
    public nint WindowOf(int instance) => Row(instance, _heads[instance]);

    /// <summary>Where the latest step of an instance lies in its ring, which together with <see cref="Rows"/> is all of its state.</summary>
    public ref int Head(int instance) => ref _heads[instance];

    /// <summary>The ring of an instance as it lies in memory.</summary>
    public Span<byte> Rows(int instance) => new((void*)Row(instance, 0), checked((int)(2 * Depth * RowBytes)));

    /// <summary>What the column held <paramref name="delay"/> steps ago, at least 1.</summary>
    public nint At(int delay) => At(delay, 0);

    /// <summary>What the column of an instance held <paramref name="delay"/> steps ago, at least 1.</summary>
    public nint At(int delay, int instance)
    {
        if ((uint)(delay - 1) >= (uint)Depth)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"The ring holds {Depth} steps.");
        return Row(instance, _heads[instance] + delay - 1);
    }

    /// <summary>All rows; other memory when there is room for more.</summary>
    public NativeBuffer Memory => _buffer;

    /// <summary>Records the column as it is at the end of a step.</summary>
    public void Push() => Push(0);

    /// <summary>Records the column of an instance as it is at the end of a step.</summary>
    public void Push(int instance)
    {
        Advance(instance);
        Store(instance, _heads[instance]);
    }

    /// <summary>Moves on without recording, which is left to whoever calls it: a row belongs at the new head and <see cref="Depth"/> rows later.</summary>
    public void Advance(int instance)
    {
        ref var head = ref _heads[instance];
        head = head == 0 ? Depth - 1 : head - 1;
    }

    /// <summary>Replaces what the column held <paramref name="delay"/> steps ago.</summary>
    /// <param name="delay">From 1 to <see cref="Depth"/>.</param>
    /// <param name="rows">The rows of the column, without padding.</param>
    public void Set(int delay, ReadOnlySpan<byte> rows)
    {
        var row = (int)((At(delay) - (nint)_buffer.Address) / RowBytes) % Depth;
        rows.CopyTo(new Span<byte>((void*)Row(0, row), (int)RowBytes));
        rows.CopyTo(new Span<byte>((void*)Row(0, row + Depth), (int)RowBytes));
    }

    /// <summary>Pretends the column has always held what it holds now.</summary>
    public void Fill() => Fill(0);

    /// <summary>Pretends the column of an instance has always held what it holds now.</summary>
    public void Fill(int instance)
    {
        for (var row = 0; row < Depth; row++)
            Store(instance, row);
    }

    /// <summary>Makes room for longer delays; what is older than was kept reads as 0.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        if (Source.Instances != 1)
            throw new InvalidOperationException($"The past of '{Source.Name}' is kept for {Source.Instances} instances: its depth is fixed.");
        var grown = Allocate(depth);
        for (var row = 0; row < Depth; row++)
        {
            Copy(At(row + 1), (nint)grown.Address + (nint)(row * RowBytes));
            Copy(At(row + 1), (nint)grown.Address + (nint)((row + depth) * RowBytes));
        }

        _buffer.Dispose();
        _buffer = grown;
        Depth = depth;
        _heads[0] = 0;
    }

    public void Dispose() => _buffer.Dispose();

    private void Store(int instance, int row)
    {
        Copy(Source.AddressOf(instance), Row(instance, row));
        Copy(Source.AddressOf(instance), Row(instance, row + Depth));
    }

    private nint Row(int instance, int row) => (nint)_buffer.Address + (nint)((((long)instance * 2 * Depth) + row) * RowBytes);

    private void Copy(nint from, nint to) => Buffer.MemoryCopy((void*)from, (void*)to, RowBytes, RowBytes);

    private NativeBuffer Allocate(int depth) => new(checked(((nuint)depth * 2 * (nuint)RowBytes * (nuint)Source.Instances) + NativeBuffer.Alignment));
}
