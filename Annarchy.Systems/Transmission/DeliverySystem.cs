using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Delivers the spikes whose delay is over.</summary>
internal abstract unsafe class DeliverySystem<T> : ISystem
    where T : unmanaged
{
    private readonly Column[] _targets;

    protected DeliverySystem(Projection projection, Column[] targets)
    {
        Projection = projection;
        _targets = targets;
        Spikes = projection.Pre.Whole.Spikes!;
    }

    public string Name => $"spikes of {Projection.Label}";

    protected Projection Projection { get; }

    protected SpikeRing Spikes { get; }

    protected ReadOnlySpan<Column> Targets => _targets;

    /// <summary>The weights, or the only weight.</summary>
    protected T* Weights => (T*)Projection.WeightColumn.Address;

    protected bool HasSingleWeight => Projection.HasSingleWeight;

    public abstract void Update(in StepContext context);
}
