using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>
/// Spikes through synapses that have their own delays. A spike is added to the steps at which it arrives one step after it was emitted, so it
/// costs the same whatever the delays; each step then adds what has arrived to the targets.
/// </summary>
internal sealed unsafe class DelayedDeliverySystem<T> : DeliverySystem<T>, IDelayLine, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly SparseConnectivity _connectivity;
    private readonly ArrivalRing _arrivals;

    public DelayedDeliverySystem(Projection projection, SparseConnectivity connectivity, Column[] targets)
        : base(projection, targets)
    {
        _connectivity = connectivity;
        _arrivals = new ArrivalRing(projection.Network.Precision, connectivity.Rows.Stride, connectivity.MaxDelay);
    }

    public override void Update(in StepContext context)
    {
        var ring = (T*)_arrivals.Address;
        var spikes = Spikes.At(1).Ranks;
        if (!spikes.IsEmpty)
        {
            var bounds = _connectivity.Rows.Bounds;
            var cells = _connectivity.Rows.Cells.Pointer;
            if (HasSingleWeight)
                SpikeDelivery.AddDelayedShared(spikes, bounds, cells, *Weights, ring, _arrivals.Head, _arrivals.Size);
            else
                SpikeDelivery.AddDelayed(spikes, bounds, cells, Weights, ring, _arrivals.Head, _arrivals.Size);
        }

        var arrived = ring + _arrivals.Head;
        if (Projection.IsTransmitting)
        {
            for (var i = 0; i + 1 < Targets.Length; i++)
                ColumnMath.Add((T*)Targets[i].Address, arrived, _connectivity.PostSize);
            ColumnMath.Drain((T*)Targets[^1].Address, arrived, _connectivity.PostSize);
        }
        else
        {
            new Span<T>(arrived, _connectivity.PostSize).Clear();
        }

        _arrivals.Advance();
    }

    public nuint ByteCount => _arrivals.ByteCount;

    public void EnsureDepth(int steps) => _arrivals.EnsureDepth(steps);

    public void Clear() => _arrivals.Clear();

    public void Save(in StateWriter writer) => _arrivals.Save(writer, Projection.WeightColumn, _connectivity.PostSize);

    public void Load(in StateReader reader) => _arrivals.Load(reader, Projection.WeightColumn, _connectivity.PostSize);

    public void Dispose() => _arrivals.Dispose();
}
