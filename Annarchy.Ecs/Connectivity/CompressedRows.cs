using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// Compressed sparse rows: the synapses of row <c>r</c> are the slots <c>Bounds.Begin[r]</c> to <c>Bounds.End[r]</c>, exclusive, and
/// <c>Cells</c> says where the other end of each is.
/// </summary>
/// <remarks>
/// <para>A cell is the rank of the neuron at the other end. Where delays differ, rows by post-synaptic neuron have cells
/// <c>(delay - 1) * Stride + rank</c>, which address a window of past columns; rows by pre-synaptic neuron keep delays apart and are in the
/// order of delays, so that synapses a spike reaches at the same time are neighbours. Otherwise rows are in the order of ranks, if sorted.</para>
/// <para>Rows follow each other without gaps until synapses are created or pruned; then every row has room to grow, and one that needs
/// more moves to the end.</para>
/// </remarks>
internal sealed unsafe partial class CompressedRows : IDisposable
{
    private NativeArray<int> _begin;
    private NativeArray<int>? _end;

    /// <summary>Rows without gaps.</summary>
    /// <param name="begin">First slot of each row, and the number of slots at the end.</param>
    /// <param name="cells">The other end of each synapse.</param>
    /// <param name="stride">Cells per step of delay; 0 when cells are plain ranks.</param>
    /// <param name="delays">Delay of each synapse in steps, where they differ and are not part of the cells.</param>
    public CompressedRows(NativeArray<int> begin, NativeArray<int> cells, int stride, NativeArray<ushort>? delays = null)
    {
        _begin = begin;
        Cells = cells;
        Stride = stride;
        Delays = delays;
        RowCount = (int)begin.Length - 1;
        Count = begin[RowCount];
    }

    /// <summary>Whether rows have room to grow.</summary>
    public bool IsLoose => _end is not null;

    /// <summary>Slots of each row.</summary>
    public RowBounds Bounds => _end is null ? RowBounds.Tight(_begin.Pointer) : new RowBounds(_begin.Pointer, _end.Pointer);

    /// <summary>Delay of each synapse in steps, where they differ and are not part of the cells.</summary>
    public NativeArray<ushort>? Delays { get; private set; }

    /// <summary>Cells per step of delay; 0 when cells are plain ranks.</summary>
    public int Stride { get; }

    public int RowCount { get; }

    /// <summary>Number of synapses.</summary>
    public int Count { get; private set; }

    /// <summary>Number of slots, those that belong to no synapse included.</summary>
    public int SlotCount => (int)(_cells?.Length ?? ShortCells!.Length);

    public nuint ByteCount =>
        _begin.ByteCount + (_end?.ByteCount ?? 0) + (_room?.ByteCount ?? 0) + (_cells?.ByteCount ?? 0) + (ShortCells?.ByteCount ?? 0) + (Delays?.ByteCount ?? 0);

    /// <summary>First slot of a row.</summary>
    public int Begin(int row) => _begin[Check(row)];

    /// <summary>Number of synapses of a row.</summary>
    public int Length(int row) => Bounds.End[Check(row)] - Bounds.Begin[row];

    public ReadOnlySpan<int> RowCells(int row) => Cells.Span.Slice(Begin(row), Length(row));

    public int RankOf(int cell) => Stride == 0 ? cell : cell % Stride;

    /// <summary>Delay in steps of a slot; only where delays differ.</summary>
    public int DelayAt(int slot) => Delays is null ? (Cells[slot] / Stride) + 1 : Delays[slot];

    /// <summary>Changes the delay of a slot, where it is part of the cell.</summary>
    public void SetDelay(int slot, int steps)
    {
        if (Stride == 0)
            throw new InvalidOperationException("Delays are not part of the cells.");
        Cells[slot] = checked(((steps - 1) * Stride) + (Cells[slot] % Stride));
    }

    public void Dispose()
    {
        _begin.Dispose();
        _end?.Dispose();
        _room?.Dispose();
        _cells?.Dispose();
        ShortCells?.Dispose();
        Delays?.Dispose();
    }

    private int Check(int row) =>
        (uint)row < (uint)RowCount ? row : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {RowCount} rows.");
}
