using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Weighted sums over compressed rows.</summary>
internal sealed unsafe class SparseSumSystem<T>(Projection projection, SparseConnectivity connectivity, Column[] targets)
    : SumSystem<T>(projection, targets)
    where T : unmanaged, INumberBase<T>
{
    protected override void Add(T* rates, T* sums, int begin, int end)
    {
        var rows = connectivity.Rows;
        var bounds = rows.Bounds;
        var cells = rows.Cells.Pointer;
        var weights = (T*)Weights.Address;
        var ranks = connectivity.PostRanks.Pointer;
        if (HasSingleWeight)
            SparseSums.AddShared(bounds, cells, *weights, rates, ranks, sums, begin, end);
        else
            SparseSums.Add(bounds, cells, weights, rates, ranks, sums, begin, end);
    }
}
