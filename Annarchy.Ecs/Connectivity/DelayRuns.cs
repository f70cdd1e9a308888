using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// For synapses stored by pre-synaptic neuron in the order of delays: how many consecutive ones of each row have which delay and lead to some
/// neurons, so that a spike is sent a run at a time. Runs that lead elsewhere are passed over.
/// </summary>
internal sealed unsafe class DelayRuns : IDisposable
{
    /// <summary>Binary digits of a run's length; the delay less one step is above them.</summary>
    public const int LengthBits = 16;

    /// <summary>In place of a delay: synapses to pass over. Delays are shorter.</summary>
    public const uint Elsewhere = 0xFFFF;

    private readonly NativeArray<int> _begin;
    private readonly NativeArray<uint> _runs;

    private DelayRuns(NativeArray<int> begin, NativeArray<uint> runs)
    {
        _begin = begin;
        _runs = runs;
    }

    /// <summary>Runs of each row.</summary>
    public RowBounds Bounds => RowBounds.Tight(_begin.Pointer);

    /// <summary>The runs.</summary>
    public uint* Runs => _runs.Pointer;

    public nuint ByteCount => _begin.ByteCount + _runs.ByteCount;

    /// <summary>The runs that lead to some post-synaptic neurons.</summary>
    /// <param name="rows">Synapses by pre-synaptic neuron.</param>
    /// <param name="neurons">First rank, and one past the last.</param>
    public static DelayRuns Of(CompressedRows rows, (int Begin, int End) neurons)
    {
        var begin = new NativeArray<int>(rows.RowCount + 1L);
        for (var row = 0; row < rows.RowCount; row++)
            begin[row + 1] = begin[row] + Write(rows, row, neurons, null);
        var runs = new NativeArray<uint>(begin[rows.RowCount]);
        for (var row = 0; row < rows.RowCount; row++)
            Write(rows, row, neurons, runs.Pointer + begin[row]);
        return new DelayRuns(begin, runs);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _runs.Dispose();
    }

    /// <summary>Writes the runs of a row, if there is somewhere to, and returns how many there are.</summary>
    private static int Write(CompressedRows rows, int row, (int Begin, int End) neurons, uint* runs)
    {
        var (slot, end) = (rows.Bounds.Begin[row], rows.Bounds.End[row]);
        var count = 0;
        while (slot < end)
        {
            var first = slot;
            var kind = Kind(slot);
            while (slot < end && slot - first < (1 << LengthBits) - 1 && Kind(slot) == kind)
                slot++;
            if (slot == end && kind == Elsewhere)
                break;
            if (runs is not null)
                runs[count] = (kind << LengthBits) | (uint)(slot - first);
            count++;
        }

        return count;

        uint Kind(int slot) =>
            rows.Cells.Pointer[slot] >= neurons.Begin && rows.Cells.Pointer[slot] < neurons.End ? (uint)(rows.Delays!.Pointer[slot] - 1) : Elsewhere;
    }
}
