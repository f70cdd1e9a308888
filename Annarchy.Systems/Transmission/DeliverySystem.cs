using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Delivers the spikes whose delay is over.</summary>
internal abstract unsafe class DeliverySystem<T> : IInstanceSystem
    where T : unmanaged
{
    private readonly Column[] _targets;
    private readonly Column? _weights;

    protected DeliverySystem(Projection projection, Column[] targets, InstanceMemory? memory)
    {
        Projection = projection;
        _targets = targets;
        Spikes = memory.Map(projection.Pre.Whole.Spikes!);
        _weights = memory?.Of(projection.WeightColumn);
    }

    public string Name => $"spikes of {Projection.Label}";

    protected Projection Projection { get; }

    protected SpikeSource Spikes { get; }

    protected ReadOnlySpan<Column> Targets => _targets;

    /// <summary>The weights of an instance, or the only weight.</summary>
    protected T* WeightsOf(int instance) => (T*)(_weights ?? Projection.WeightColumn).AddressOf(instance);

    protected bool HasSingleWeight => Projection.HasSingleWeight;

    public virtual void Update(in StepContext context) => Run(InstanceStep.Of(Projection.Network, context));

    public abstract void Run(in InstanceStep step);
}
