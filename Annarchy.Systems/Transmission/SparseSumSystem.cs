using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Weighted sums over compressed rows.</summary>
internal sealed unsafe class SparseSumSystem<T>(
    Projection projection, SparseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
    : SumSystem<T>(projection, targets, memory)
    where T : unmanaged, INumberBase<T>
{
    protected override void Add(T* rates, T* sums, int begin, int end)
    {
        var rows = connectivity.Rows;
        var bounds = rows.Bounds;
        var cells = rows.Cells.Pointer;
        var ranks = connectivity.PostRanks.Pointer;
        if (HasSingleWeight)
            SparseSums.AddShared(bounds, cells, *Weights, rates, ranks, sums, begin, end);
        else
            SparseSums.Add(bounds, cells, Weights, rates, ranks, sums, begin, end);
    }
}
