using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>
/// Delivers spikes that all have one delay. Where there are many, the members of the team do it together, each to some of the post-synaptic
/// neurons, so that every neuron gets its spikes in the same order on any number of threads.
/// </summary>
internal abstract unsafe class UniformDeliverySystem<T>(Projection projection, Column[] targets, InstanceMemory? memory)
    : DeliverySystem<T>(projection, targets, memory), ITeamWork
    where T : unmanaged
{
    /// <summary>Synapses below which another thread costs more than it saves.</summary>
    private const double SynapsesPerMember = 1 << 9;

    private InstanceStep _step;

    /// <summary>Members that deliver what arrives in the step in progress.</summary>
    protected int Members { get; private set; } = 1;

    protected ThreadTeam Team { get; } = projection.Network.Team;

    /// <summary>Neurons whose spikes arrive in the step in progress.</summary>
    protected ReadOnlySpan<int> Arriving => Spikes.At(Projection.Connectivity.UniformDelay!.Value, _step);

    /// <summary>The weights, or the only weight.</summary>
    protected T* Weights => WeightsOf(_step.Instance);

    public override void Run(in InstanceStep step)
    {
        _step = step;
        if (!Projection.IsTransmitting || Arriving.IsEmpty)
            return;
        var connectivity = Projection.Connectivity;
        var synapses = Arriving.Length * (double)connectivity.Count / connectivity.PreSize;
        Members = (int)Math.Clamp(synapses / SynapsesPerMember, 1.0, Team.Size);
        Prepare();
        Team.Run(this, Members);
    }

    public void Execute(int member)
    {
        foreach (var target in Targets)
            Deliver((T*)target.AddressOf(_step.Instance), member);
    }

    /// <summary>Does what has to be done before the members deliver.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Delivers the part of one of <see cref="Members"/> members to one target.</summary>
    protected abstract void Deliver(T* target, int member);
}
