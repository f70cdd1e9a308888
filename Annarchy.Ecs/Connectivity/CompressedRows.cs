using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// Compressed sparse rows: the synapses of row <c>r</c> are the slots <c>Begin[r]</c> to <c>Begin[r + 1]</c>, exclusive, and
/// <c>Cells</c> says where the other end of each is.
/// </summary>
/// <remarks>
/// A cell is the rank of the neuron at the other end when the delay is uniform or delays are kept apart; otherwise it is
/// <c>(delay - 1) * Stride + rank</c>, so that one add addresses a ring of past (or future) columns. Rows are in the order of ranks,
/// or, where delays are kept apart, of delays and then ranks.
/// </remarks>
internal sealed class CompressedRows : IDisposable
{
    public CompressedRows(NativeArray<int> begin, NativeArray<int> cells, int stride, NativeArray<int>? delays = null)
    {
        Delays = delays;
        Begin = begin;
        Cells = cells;
        Stride = stride;
    }

    /// <summary>First slot of each row, and the number of slots at the end.</summary>
    public NativeArray<int> Begin { get; }

    /// <summary>The other end of each synapse.</summary>
    public NativeArray<int> Cells { get; }

    /// <summary>Cells per step of delay; 0 when cells are plain ranks.</summary>
    public int Stride { get; }

    /// <summary>Delay of each synapse in steps, where they differ and are not part of the cells.</summary>
    public NativeArray<int>? Delays { get; }

    public int RowCount => (int)Begin.Length - 1;

    public int Count => Begin[RowCount];

    public nuint ByteCount => Begin.ByteCount + Cells.ByteCount + (Delays?.ByteCount ?? 0);

    public Range Row(int row) => Begin[row]..Begin[row + 1];

    public ReadOnlySpan<int> RowCells(int row) => Cells.Span[Row(row)];

    public int RankOf(int cell) => Stride == 0 ? cell : cell % Stride;

    /// <summary>Delay in steps of a slot; only where delays differ.</summary>
    public int DelayAt(int slot) => Delays is null ? (Cells[slot] / Stride) + 1 : Delays[slot];

    public void Dispose()
    {
        Begin.Dispose();
        Cells.Dispose();
        Delays?.Dispose();
    }
}
