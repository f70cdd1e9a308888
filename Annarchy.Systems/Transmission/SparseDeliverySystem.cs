using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Spikes with one delay through compressed rows.</summary>
internal sealed unsafe class SparseDeliverySystem<T>(Projection projection, SparseConnectivity connectivity, Column[] targets)
    : DeliverySystem<T>(projection, targets)
    where T : unmanaged, INumberBase<T>
{
    public override void Update(in StepContext context)
    {
        if (!Projection.IsTransmitting)
            return;
        var spikes = Spikes.At(connectivity.UniformDelay!.Value).Ranks;
        if (spikes.IsEmpty)
            return;
        var bounds = connectivity.Rows.Bounds;
        var cells = connectivity.Rows.Cells.Pointer;
        foreach (var target in Targets)
        {
            if (HasSingleWeight)
                SpikeDelivery.AddShared(spikes, bounds, cells, *Weights, (T*)target.Address);
            else
                SpikeDelivery.Add(spikes, bounds, cells, Weights, (T*)target.Address);
        }
    }
}
