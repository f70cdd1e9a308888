using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <content>Cells of 32 or 16 bits.</content>
internal sealed unsafe partial class CompressedRows
{
    private NativeArray<int>? _cells;

    /// <summary>The other end of each synapse. Asking for them undoes <see cref="Shorten"/>.</summary>
    public NativeArray<int> Cells
    {
        get => _cells ?? Widen();
        private set => _cells = value;
    }

    /// <summary>The other end of each synapse in 16 bits; null unless they were made short and nobody asked for <see cref="Cells"/> since.</summary>
    public NativeArray<ushort>? ShortCells { get; private set; }

    /// <summary>The other end of the synapse of a slot.</summary>
    public int CellAt(int slot) => ShortCells is { } cells ? cells.Pointer[slot] : Cells.Pointer[slot];

    /// <summary>
    /// Keeps cells in 16 bits, so that spikes go through rows of half the length; for rows that only spikes go through, before anybody takes
    /// the address of <see cref="Cells"/>.
    /// </summary>
    /// <exception cref="OverflowException">A cell is too large.</exception>
    public void Shorten()
    {
        if (_cells is null)
            return;
        var cells = new NativeArray<ushort>(_cells.Length);
        var from = _cells.Pointer;
        var to = cells.Pointer;
        for (var slot = 0L; slot < cells.Length; slot++)
            to[slot] = checked((ushort)from[slot]);
        _cells.Dispose();
        (_cells, ShortCells) = (null, cells);
    }

    private NativeArray<int> Widen()
    {
        var cells = new NativeArray<int>(ShortCells!.Length);
        var from = ShortCells.Pointer;
        var to = cells.Pointer;
        for (var slot = 0L; slot < cells.Length; slot++)
            to[slot] = from[slot];
        ShortCells.Dispose();
        (_cells, ShortCells) = (cells, null);
        return cells;
    }
}
