using System.Runtime.Intrinsics.X86;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <content>Creating and pruning synapses.</content>
internal sealed unsafe partial class CompressedRows
{
    /// <summary>Room a row gets beside what it holds.</summary>
    private const int Slack = 4;

    private NativeArray<int>? _room;
    private int _used;

    /// <summary>Makes room for a synapse in a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rank">Rank of the neuron at the other end; not in the row yet.</param>
    /// <param name="delay">Its delay in steps; without meaning where all are equal.</param>
    /// <param name="columns">The columns of synaptic values, whose rows move along; those of the new synapse hold anything.</param>
    /// <returns>The slot of the new synapse.</returns>
    public int Insert(int row, int rank, int delay, ReadOnlySpan<Column> columns)
    {
        Check(row);
        Loosen(columns);
        if (Length(row) == _room![row])
            MoveToEnd(row, (2 * Length(row)) + Slack, columns);
        var slot = IsSorted ? OpenInOrder(row, rank, delay, columns) : OpenAnywhere(row, delay, columns);
        Cells.Pointer[slot] = Stride == 0 ? rank : checked(((delay - 1) * Stride) + rank);
        if (Delays is not null)
            Delays.Pointer[slot] = checked((ushort)delay);
        _end!.Pointer[row]++;
        Count++;
        return slot;
    }

    /// <summary>Removes a synapse.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="columns">The columns of synaptic values, whose rows move along.</param>
    public void Remove(int row, int slot, ReadOnlySpan<Column> columns)
    {
        Check(row);
        Loosen(columns);
        var end = Bounds.End[row];
        if (slot < Bounds.Begin[row] || slot >= end)
            throw new ArgumentOutOfRangeException(nameof(slot), slot, "The slot is not in the row.");
        if (IsSorted)
            Move(slot + 1, slot, end - slot - 1, columns);
        else
            CloseAnywhere(slot, end, columns);
        _end!.Pointer[row]--;
        Cells.Pointer[end - 1] = 0;
        Count--;
    }

    /// <summary>Asks for the memory of a slot, a little before it is needed.</summary>
    public void Prefetch(int slot, ReadOnlySpan<Column> columns)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(Cells.Pointer + slot);
        for (var i = 0; i < columns.Length; i++)
            Sse.Prefetch0((byte*)columns[i].AddressToRead + ((long)slot * columns[i].ElementSize));
    }

    /// <summary>Asks for the cells of a row, a little before they are needed; of a long row for those that a search looks at first.</summary>
    public void PrefetchCells(int row)
    {
        if (!Sse.IsSupported)
            return;
        const int line = NativeBuffer.Alignment / sizeof(int);
        var (begin, end) = (Bounds.Begin[row], Bounds.End[row]);
        for (var slot = begin; slot < end; slot += Math.Max(line, (end - begin) / 32))
            Sse.Prefetch0(Cells.Pointer + slot);
    }

    /// <summary>Gives rows an end and some room of their own, once; slots are others afterwards.</summary>
    public void Loosen(ReadOnlySpan<Column> columns)
    {
        if (_end is null)
            Spread(columns);
    }

    /// <summary>Lays all rows out anew, each with some room to grow.</summary>
    private void Spread(ReadOnlySpan<Column> columns)
    {
        var begin = new NativeArray<int>(RowCount + 1L);
        var end = new NativeArray<int>(RowCount);
        var room = new NativeArray<int>(RowCount);
        var total = 0L;
        for (var row = 0; row < RowCount; row++)
        {
            var length = Length(row);
            begin[row] = (int)total;
            end[row] = (int)total + length;
            room[row] = length + (length / 8) + Slack;
            total += room[row];
            if (total > int.MaxValue - Column.RowPadding)
                throw new InvalidOperationException("There is no room for more synapses in one projection.");
        }

        begin[RowCount] = (int)total;
        var old = Bounds;
        Cells = Copy(Cells, total, old, begin);
        if (Delays is not null)
            Delays = Copy(Delays, total, old, begin);
        foreach (var column in columns)
            Respread(column, total, old, begin);
        _begin.Dispose();
        _end?.Dispose();
        _room?.Dispose();
        (_begin, _end, _room, _used) = (begin, end, room, (int)total);
    }

    private NativeArray<T> Copy<T>(NativeArray<T> source, long total, RowBounds old, NativeArray<int> begin)
        where T : unmanaged
    {
        var target = new NativeArray<T>(total);
        for (var row = 0; row < RowCount; row++)
        {
            var length = old.End[row] - old.Begin[row];
            new ReadOnlySpan<T>(source.Pointer + old.Begin[row], length).CopyTo(new Span<T>(target.Pointer + begin.Pointer[row], length));
        }

        source.Dispose();
        return target;
    }

    private void Respread(Column column, long total, RowBounds old, NativeArray<int> begin)
    {
        var size = column.ElementSize;
        using var copy = new NativeArray<byte>(column.Length * size);
        Buffer.MemoryCopy((void*)column.Address, copy.Pointer, copy.Length, copy.Length);
        column.Resize(total + Column.RowPadding);
        for (var row = 0; row < RowCount; row++)
        {
            var bytes = (long)(old.End[row] - old.Begin[row]) * size;
            var target = (byte*)column.Address + ((long)begin.Pointer[row] * size);
            Buffer.MemoryCopy(copy.Pointer + ((long)old.Begin[row] * size), target, bytes, bytes);
        }
    }

    /// <summary>Moves a row to where there is more room, or makes some where too much was left behind.</summary>
    private void MoveToEnd(int row, int room, ReadOnlySpan<Column> columns)
    {
        if (_used + (long)room > SlotCount)
        {
            if (_used > (2L * Count) + ((long)RowCount * 2 * Slack))
            {
                Spread(columns);
                if (Length(row) < _room![row])
                    return;
            }

            Grow(Math.Max(_used + (long)room, SlotCount + (SlotCount / 2L)), columns);
        }

        var (begin, length) = (Bounds.Begin[row], Length(row));
        Move(begin, _used, length, columns);
        _begin.Pointer[row] = _used;
        _end!.Pointer[row] = _used + length;
        _room!.Pointer[row] = room;
        _used += room;
    }

    private void Grow(long slots, ReadOnlySpan<Column> columns)
    {
        if (slots > int.MaxValue - Column.RowPadding)
            throw new InvalidOperationException("There is no room for more synapses in one projection.");
        Cells = Grown(Cells, slots);
        if (Delays is not null)
            Delays = Grown(Delays, slots);
        foreach (var column in columns)
            column.Resize(slots + Column.RowPadding);
    }

    private static NativeArray<T> Grown<T>(NativeArray<T> source, long length)
        where T : unmanaged
    {
        var target = new NativeArray<T>(length);
        Buffer.MemoryCopy(source.Pointer, target.Pointer, length * sizeof(T), source.Length * sizeof(T));
        source.Dispose();
        return target;
    }

    /// <summary>Moves slots with all their values; ranges may overlap.</summary>
    private void Move(int from, int to, int count, ReadOnlySpan<Column> columns)
    {
        if (count <= 0 || from == to)
            return;
        Move(Cells.Pointer + from, Cells.Pointer + to, count * sizeof(int));
        if (Delays is not null)
            Move(Delays.Pointer + from, Delays.Pointer + to, count * sizeof(ushort));
        for (var i = 0; i < columns.Length; i++)
        {
            var address = (byte*)columns[i].Address;
            var size = columns[i].ElementSize;
            Move(address + ((long)from * size), address + ((long)to * size), (long)count * size);
        }
    }

    private static void Move(void* from, void* to, long bytes) => Buffer.MemoryCopy(from, to, bytes, bytes);
}
