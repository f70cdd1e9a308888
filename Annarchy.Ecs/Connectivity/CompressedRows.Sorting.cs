using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <content>The order of synapses within a row.</content>
internal sealed unsafe partial class CompressedRows
{
    /// <summary>
    /// Whether synapses of one delay are in the order of ranks. Where they are not, creating and pruning touch few slots however long rows are.
    /// </summary>
    public bool IsSorted { get; private set; } = true;

    /// <summary>Lets synapses of one delay be in any order from now on.</summary>
    public void Unsort() => IsSorted = false;

    /// <summary>Brings synapses back into the order of ranks; slots are others afterwards.</summary>
    /// <param name="columns">The columns of synaptic values, whose rows move along.</param>
    public void Sort(ReadOnlySpan<Column> columns)
    {
        IsSorted = true;
        var (keys, places, values) = (Array.Empty<long>(), Array.Empty<int>(), Array.Empty<byte>());
        for (var row = 0; row < RowCount; row++)
        {
            var (begin, length) = (Bounds.Begin[row], Length(row));
            if (keys.Length < length)
                (keys, places, values) = (new long[2 * length], new int[2 * length], new byte[2 * length * sizeof(double)]);
            var isSorted = true;
            for (var i = 0; i < length; i++)
            {
                keys[i] = ((long)(Delays is null ? 0 : Delays.Pointer[begin + i]) << 32) + RankOf(Cells.Pointer[begin + i]);
                places[i] = i;
                isSorted &= i == 0 || keys[i - 1] < keys[i];
            }

            if (isSorted)
                continue;
            keys.AsSpan(0, length).Sort(places.AsSpan(0, length));
            var order = places.AsSpan(0, length);
            Reorder(Cells.Pointer + begin, order, values);
            if (Delays is not null)
                Reorder(Delays.Pointer + begin, order, values);
            foreach (var column in columns)
                Reorder(column, begin, order, values);
        }
    }

    /// <summary>The slot of the synapse with a neuron, or -1.</summary>
    public int Find(int row, int rank)
    {
        var cells = RowCells(row);
        var place = cells.Length - 1;
        if (Stride == 0)
        {
            place = IsSorted && Delays is null ? cells.BinarySearch(rank) : cells.IndexOf(rank);
        }
        else
        {
            while (place >= 0 && RankOf(cells[place]) != rank)
                place--;
        }

        return place < 0 ? -1 : Bounds.Begin[row] + place;
    }

    /// <summary>The synapses of a row that have a delay, where rows are in the order of delays.</summary>
    public (int Begin, int End) RunOf(int row, int delay)
    {
        var end = Bounds.End[row];
        var begin = FirstOf(Bounds.Begin[row], end, delay);
        return (begin, FirstOf(begin, end, delay + 1));
    }

    private static void Reorder(Column column, int begin, ReadOnlySpan<int> order, byte[] values)
    {
        switch (column.ElementSize)
        {
            case sizeof(ushort): Reorder((ushort*)column.Address + begin, order, values); break;
            case sizeof(int): Reorder((int*)column.Address + begin, order, values); break;
            default: Reorder((long*)column.Address + begin, order, values); break;
        }
    }

    private static void Reorder<T>(T* elements, ReadOnlySpan<int> order, byte[] values)
        where T : unmanaged
    {
        var old = MemoryMarshal.Cast<byte, T>(values.AsSpan())[..order.Length];
        new ReadOnlySpan<T>(elements, order.Length).CopyTo(old);
        for (var i = 0; i < order.Length; i++)
            elements[i] = old[order[i]];
    }

    /// <summary>Opens the slot of a new synapse at its place among the ranks.</summary>
    private int OpenInOrder(int row, int rank, int delay, ReadOnlySpan<Column> columns)
    {
        var (slot, end) = (Bounds.Begin[row], Bounds.End[row]);
        for (var after = end; slot < after;)
        {
            var middle = slot + ((after - slot) / 2);
            if (IsBefore(middle, rank, delay))
                slot = middle + 1;
            else
                after = middle;
        }

        Move(slot, slot + 1, end - slot, columns);
        return slot;
    }

    private bool IsBefore(int slot, int rank, int delay)
    {
        var cell = RankOf(Cells.Pointer[slot]);
        return Delays is null || Delays.Pointer[slot] == delay ? cell < rank : Delays.Pointer[slot] < delay;
    }

    /// <summary>Opens the slot after those of the same delay: the first synapse of every longer delay moves behind the last one.</summary>
    private int OpenAnywhere(int row, int delay, ReadOnlySpan<Column> columns)
    {
        var (begin, open) = (Bounds.Begin[row], Bounds.End[row]);
        if (Delays is null)
            return open;
        while (open > begin && Delays.Pointer[open - 1] > delay)
        {
            var first = FirstOf(begin, open, Delays.Pointer[open - 1]);
            MoveOne(first, open, columns);
            open = first;
        }

        return open;
    }

    /// <summary>Fills the slot of a synapse that is gone with the last one of its delay, and so on with longer ones up to the end of the row.</summary>
    private void CloseAnywhere(int slot, int end, ReadOnlySpan<Column> columns)
    {
        for (var next = slot; next < end;)
        {
            var last = (Delays is null ? end : FirstOf(next, end, Delays.Pointer[next] + 1)) - 1;
            MoveOne(last, slot, columns);
            (slot, next) = (last, last + 1);
        }
    }

    /// <summary>The first of some slots whose delay is not shorter.</summary>
    private int FirstOf(int begin, int end, int delay)
    {
        var delays = Delays!.Pointer;
        while (begin < end)
        {
            var middle = begin + ((end - begin) / 2);
            if (delays[middle] < delay)
                begin = middle + 1;
            else
                end = middle;
        }

        return begin;
    }

    /// <summary>Moves a synapse with all its values.</summary>
    private void MoveOne(int from, int to, ReadOnlySpan<Column> columns)
    {
        if (from == to)
            return;
        Cells.Pointer[to] = Cells.Pointer[from];
        if (Delays is not null)
            Delays.Pointer[to] = Delays.Pointer[from];
        foreach (var column in columns)
        {
            var elements = (void*)column.Address;
            switch (column.ElementSize)
            {
                case sizeof(ushort): ((ushort*)elements)[to] = ((ushort*)elements)[from]; break;
                case sizeof(int): ((int*)elements)[to] = ((int*)elements)[from]; break;
                default: ((long*)elements)[to] = ((long*)elements)[from]; break;
            }
        }
    }
}
