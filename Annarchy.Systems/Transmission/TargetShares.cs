using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>
/// How the members of a team share the synapses of every pre-synaptic neuron: each takes those onto a range of post-synaptic ranks, which are
/// neighbours since rows are in the order of ranks. Ranges end at cache lines.
/// </summary>
internal sealed unsafe class TargetShares : IDisposable
{
    private readonly NativeArray<int> _bounds;
    private readonly int _rows;

    private TargetShares(NativeArray<int> bounds, int rows, int count, int version)
    {
        _bounds = bounds;
        _rows = rows;
        Count = count;
        Version = version;
    }

    /// <summary>Ranges there are.</summary>
    public int Count { get; }

    /// <summary>Version of the connectivity that was shared.</summary>
    public int Version { get; }

    public nuint ByteCount => _bounds.ByteCount;

    public static TargetShares Of(SparseConnectivity connectivity, int count)
    {
        var rows = connectivity.Rows;
        var bounds = new NativeArray<int>((count + 1L) * rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var slot = rows.Begin(row);
            var end = slot + rows.Length(row);
            for (var share = 0; share < count; share++)
            {
                var first = FirstRank(connectivity.PostSize, share, count);
                while (slot < end && rows.Cells.Pointer[slot] < first)
                    slot++;
                bounds[((long)share * rows.RowCount) + row] = slot;
            }

            bounds[((long)count * rows.RowCount) + row] = end;
        }

        return new TargetShares(bounds, rows.RowCount, count, connectivity.Version);
    }

    /// <summary>The slots of each row that are the part of one of some members.</summary>
    public RowBounds Bounds(int member, int members) =>
        new(_bounds.Pointer + ((long)(Count * member / members) * _rows), _bounds.Pointer + ((long)(Count * (member + 1) / members) * _rows));

    public void Dispose() => _bounds.Dispose();

    private static int FirstRank(int size, int share, int count) =>
        (int)((long)size * share / count / Column.RowPadding * Column.RowPadding);
}
