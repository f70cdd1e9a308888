using Annarchy.Connectivity;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>
/// The synapses of every pre-synaptic neuron that lead to the neurons of each member of a team; they are neighbours where rows are in the order of
/// post-synaptic ranks.
/// </summary>
internal sealed unsafe class TargetShares : IDisposable
{
    private readonly NativeArray<int> _bounds;
    private readonly int _rows;

    private TargetShares(NativeArray<int> bounds, int rows, int version)
    {
        _bounds = bounds;
        _rows = rows;
        Version = version;
    }

    /// <summary>Version of the connectivity that was shared.</summary>
    public int Version { get; }

    public nuint ByteCount => _bounds.ByteCount;

    public static TargetShares Of(SparseConnectivity connectivity, NeuronShares neurons)
    {
        var rows = connectivity.Rows;
        var bounds = new NativeArray<int>((neurons.Members + 1L) * rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var slot = rows.Begin(row);
            var end = slot + rows.Length(row);
            for (var member = 0; member < neurons.Members; member++)
            {
                while (slot < end && rows.CellAt(slot) < neurons[member].Begin)
                    slot++;
                bounds[((long)member * rows.RowCount) + row] = slot;
            }

            bounds[((long)neurons.Members * rows.RowCount) + row] = end;
        }

        return new TargetShares(bounds, rows.RowCount, connectivity.Version);
    }

    /// <summary>The slots of each row that lead to the neurons of a member.</summary>
    public RowBounds Bounds(int member) => new(_bounds.Pointer + ((long)member * _rows), _bounds.Pointer + ((member + 1L) * _rows));

    public void Dispose() => _bounds.Dispose();
}
