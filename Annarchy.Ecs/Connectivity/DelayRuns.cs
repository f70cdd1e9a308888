using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// For synapses stored by pre-synaptic neuron in the order of delays: how many consecutive ones of each row have which delay, so that a spike is
/// sent a run at a time.
/// </summary>
internal sealed unsafe class DelayRuns : IDisposable
{
    /// <summary>Binary digits of a run's length; the delay less one step is above them.</summary>
    public const int LengthBits = 16;

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

    public static DelayRuns Of(CompressedRows rows)
    {
        var begin = new NativeArray<int>(rows.RowCount + 1L);
        for (var row = 0; row < rows.RowCount; row++)
            begin[row + 1] = begin[row] + Write(rows, row, null);
        var runs = new NativeArray<uint>(begin[rows.RowCount]);
        for (var row = 0; row < rows.RowCount; row++)
            Write(rows, row, runs.Pointer + begin[row]);
        return new DelayRuns(begin, runs);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _runs.Dispose();
    }

    /// <summary>Writes the runs of a row, if there is somewhere to, and returns how many there are.</summary>
    private static int Write(CompressedRows rows, int row, uint* runs)
    {
        var delays = rows.Delays!.Pointer;
        var (slot, end) = (rows.Bounds.Begin[row], rows.Bounds.End[row]);
        var count = 0;
        while (slot < end)
        {
            var first = slot;
            while (slot < end && delays[slot] == delays[first] && slot - first < (1 << LengthBits) - 1)
                slot++;
            if (runs is not null)
                runs[count] = ((uint)(delays[first] - 1) << LengthBits) | (uint)(slot - first);
            count++;
        }

        return count;
    }
}
