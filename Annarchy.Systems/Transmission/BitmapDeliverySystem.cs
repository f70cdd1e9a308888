using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Spikes with one delay and one weight through bitmaps: those of a step are counted for every neuron before the weight is added as often.</summary>
internal sealed unsafe class BitmapDeliverySystem<T>(
    Projection projection, BitmapConnectivity connectivity, Column[] targets, InstanceMemory? memory)
    : UniformDeliverySystem<T>(projection, targets, memory), IHoldsMemory, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly NativeArray<nint> _rows = new(connectivity.PreSize + BitmapCounts.Group);
    private readonly Column[] _targets = targets;
    private SparseDeliverySystem<T>? _edited;
    private int _count;

    public nuint ByteCount => _rows.ByteCount + (_edited?.ByteCount ?? 0);

    /// <summary>Not any more once the bitmap was turned into lists.</summary>
    public override bool CanShare => Projection.Connectivity is BitmapConnectivity;

    public override void Run(in InstanceStep step)
    {
        // Creating or pruning a synapse has turned the bitmap into lists, which is not done where there are instances.
        if (Projection.Connectivity is SparseConnectivity sparse)
            (_edited ??= new SparseDeliverySystem<T>(Projection, sparse, _targets, null)).Run(in step);
        else
            base.Run(in step);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _edited?.Dispose();
    }

    protected override void Prepare(in InstanceStep step, bool isShared)
    {
        var rows = _rows.Pointer;
        _count = 0;
        foreach (var spike in Arriving(in step))
        {
            rows[_count] = (nint)connectivity.RowOf(spike);
            _count += rows[_count] != 0 ? 1 : 0;
        }

        while (_count % BitmapCounts.Group != 0)
            rows[_count++] = (nint)connectivity.NoRow;
    }

    protected override void Deliver(T* target, int member, (int Begin, int End) neurons, in InstanceStep step)
    {
        var first = connectivity.FirstRank;
        var end = Math.Min(neurons.End, connectivity.PostSize);
        if (end > first)
        {
            BitmapCounts.Add(
                _rows.Pointer, _count, *WeightsOf(step.Instance), target + first, Math.Max(neurons.Begin - first, 0), (int)Column.PaddedRows(end) - first);
        }
    }
}
