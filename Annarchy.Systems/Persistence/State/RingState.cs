using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Persistence;

/// <summary>Saved state of rings, from the latest to the oldest step.</summary>
internal static class RingState
{
    /// <summary>Writes the past of a column: a row per step, without padding.</summary>
    public static void Save(this HistoryRing ring, in StateWriter writer, string name)
    {
        var rowBytes = RowBytes(ring.Source);
        var rows = new byte[checked(ring.Depth * rowBytes)];
        for (var delay = 1; delay <= ring.Depth; delay++)
            Marshal.Copy(ring.At(delay), rows, (delay - 1) * rowBytes, rowBytes);
        writer.Rows(name, ring.Source, rows, ring.Depth, ring.Source.Length);
    }

    /// <summary>Reads what <see cref="Save(HistoryRing, in StateWriter, string)"/> wrote.</summary>
    public static void Load(this HistoryRing ring, in StateReader reader, string name)
    {
        var rowBytes = RowBytes(ring.Source);
        var rows = reader.Rows(name, ring.Source, ring.Depth, ring.Source.Length);
        reader.Then(() =>
        {
            for (var delay = 1; delay <= ring.Depth; delay++)
                ring.Set(delay, rows.AsSpan((delay - 1) * rowBytes, rowBytes));
        });
    }

    private static int RowBytes(Column column) => checked((int)column.Length * column.ElementSize);
}
