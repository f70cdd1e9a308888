using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>
/// Delivers spikes that all have one delay. The members of the team do it together, each to its own neurons, so that every neuron gets its spikes in
/// the same order on any number of threads.
/// </summary>
internal abstract unsafe class UniformDeliverySystem<T>(Projection projection, Column[] targets, InstanceMemory? memory)
    : DeliverySystem<T>(projection, targets, memory), INeuronSystem
    where T : unmanaged
{
    public virtual bool CanShare => true;

    public NeuronShares Shares { get; } = projection.Post.Whole.Shares;

    public override void Run(in InstanceStep step)
    {
        if (!IsDue(in step))
            return;
        Prepare(in step, isShared: false);
        foreach (var target in Targets)
            Deliver((T*)target.AddressOf(step.Instance), 0, (0, Projection.Post.Whole.Size), in step);
    }

    public bool Begin(in StepContext context)
    {
        var step = InstanceStep.Of(Projection.Network, context);
        if (!IsDue(in step))
            return false;
        Prepare(in step, isShared: true);
        return true;
    }

    public void Execute(int member, in StepContext context)
    {
        if (Shares.IsEmpty(member))
            return;
        var step = InstanceStep.Of(Projection.Network, context);
        foreach (var target in Targets)
            Deliver((T*)target.Address, member, Shares[member], in step);
    }

    /// <summary>Neurons whose spikes arrive in a step.</summary>
    protected ReadOnlySpan<int> Arriving(in InstanceStep step) => Spikes.At(Projection.Connectivity.UniformDelay!.Value, step);

    /// <summary>Does what has to be done before the members deliver.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isShared">Whether several members may deliver.</param>
    protected virtual void Prepare(in InstanceStep step, bool isShared)
    {
    }

    /// <summary>Delivers to some neurons of one target.</summary>
    /// <param name="target">The target's first neuron.</param>
    /// <param name="member">Who delivers.</param>
    /// <param name="neurons">The ranks: all, or the member's.</param>
    /// <param name="step">The step.</param>
    protected abstract void Deliver(T* target, int member, (int Begin, int End) neurons, in InstanceStep step);

    private bool IsDue(in InstanceStep step) => Projection.IsTransmitting && !Arriving(in step).IsEmpty;
}
