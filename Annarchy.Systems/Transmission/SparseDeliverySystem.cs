using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Spikes with one delay through compressed rows.</summary>
internal sealed unsafe class SparseDeliverySystem<T>(
    Projection projection, SparseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
    : UniformDeliverySystem<T>(projection, targets, memory), IRangeSystem, IHoldsMemory, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly InstanceSpikes? _spikes = memory?.Of(projection.Pre.Whole.Spikes!);
    private TargetShares? _shares;

    public nuint ByteCount => _shares?.ByteCount ?? 0;

    /// <summary>Not while synapses come and go: their rows are in no order by which they could be shared.</summary>
    public override bool CanShare => connectivity.Rows.IsSorted;

    /// <summary>Delivers the spikes of many instances, each to its own neurons, on one thread.</summary>
    public void Run(in InstanceRange range)
    {
        if (!Projection.IsTransmitting)
            return;
        var bounds = connectivity.Rows.Bounds;
        var place = _spikes!.Place(range.Step - connectivity.UniformDelay!.Value);
        for (var instance = range.First; instance < range.First + range.Count; instance++)
        {
            var spikes = _spikes.List(instance, place);
            if (spikes.IsEmpty)
                continue;
            var weights = WeightsOf(instance);
            foreach (var target in Targets)
                Deliver(spikes, bounds, weights, (T*)target.AddressOf(instance));
        }
    }

    public void Dispose() => _shares?.Dispose();

    protected override void Prepare(in InstanceStep step, bool isShared)
    {
        if (!isShared || Shares.Members == 1 || _shares?.Version == connectivity.Version)
            return;
        _shares?.Dispose();
        _shares = TargetShares.Of(connectivity, Shares);
    }

    protected override void Deliver(T* target, int member, (int Begin, int End) neurons, in InstanceStep step)
    {
        var bounds = neurons.End - neurons.Begin == connectivity.PostSize ? connectivity.Rows.Bounds : _shares!.Bounds(member);
        Deliver(Arriving(in step), bounds, WeightsOf(step.Instance), target);
    }

    private void Deliver(ReadOnlySpan<int> spikes, RowBounds bounds, T* weights, T* target)
    {
        if (connectivity.Rows.ShortCells is { } cells)
            Deliver(spikes, bounds, cells.Pointer, weights, target);
        else
            Deliver(spikes, bounds, connectivity.Rows.Cells.Pointer, weights, target);
    }

    private void Deliver<TCell>(ReadOnlySpan<int> spikes, RowBounds bounds, TCell* cells, T* weights, T* target)
        where TCell : unmanaged
    {
        if (HasSingleWeight)
            SpikeDelivery.AddShared(spikes, bounds, cells, *weights, target);
        else
            SpikeDelivery.Add(spikes, bounds, cells, weights, target);
    }
}
