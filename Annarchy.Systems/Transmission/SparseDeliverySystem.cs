using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Spikes with one delay through compressed rows.</summary>
internal sealed unsafe class SparseDeliverySystem<T>(Projection projection, SparseConnectivity connectivity, Column[] targets)
    : UniformDeliverySystem<T>(projection, targets), IDisposable
    where T : unmanaged, INumberBase<T>
{
    private TargetShares? _shares;

    public void Dispose() => _shares?.Dispose();

    protected override void Prepare()
    {
        if (Members == 1 || _shares?.Version == connectivity.Version)
            return;
        _shares?.Dispose();
        _shares = TargetShares.Of(connectivity, Team.Size);
    }

    protected override void Deliver(T* target, int member)
    {
        var bounds = Members == 1 ? connectivity.Rows.Bounds : _shares!.Bounds(member, Members);
        var cells = connectivity.Rows.Cells.Pointer;
        if (HasSingleWeight)
            SpikeDelivery.AddShared(Arriving, bounds, cells, *Weights, target);
        else
            SpikeDelivery.Add(Arriving, bounds, cells, Weights, target);
    }
}
