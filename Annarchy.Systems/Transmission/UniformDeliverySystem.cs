using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>
/// Delivers spikes that all have one delay. Where there are many, the members of the team do it together, each to its own neurons, so that every
/// neuron gets its spikes in the same order on any number of threads.
/// </summary>
internal abstract unsafe class UniformDeliverySystem<T>(Projection projection, Column[] targets, InstanceMemory? memory)
    : DeliverySystem<T>(projection, targets, memory), INeuronSystem
    where T : unmanaged
{
    /// <summary>Synapses that are worth meeting the other members.</summary>
    private const double WorthMeeting = 1 << 9;

    private readonly ThreadTeam _team = projection.Network.Team;
    private readonly nint[] _addresses = new nint[targets.Length];
    private InstanceStep _step;
    private bool _isAlone;

    public virtual bool CanShare => true;

    public NeuronShares Shares { get; } = projection.Post.Whole.Shares;

    /// <summary>Neurons whose spikes arrive in the step in progress.</summary>
    protected ReadOnlySpan<int> Arriving => Spikes.At(Projection.Connectivity.UniformDelay!.Value, _step);

    /// <summary>The weights, or the only weight.</summary>
    protected T* Weights => WeightsOf(_step.Instance);

    public override void Run(in InstanceStep step)
    {
        if (!Begin(in step))
            return;
        var connectivity = Projection.Connectivity;
        _isAlone = !CanShare || Arriving.Length * (double)connectivity.Count < WorthMeeting * connectivity.PreSize;
        Prepare(isShared: !_isAlone);
        _team.Run(this, _isAlone ? 1 : Shares.Members);
    }

    public bool Begin(in StepContext context)
    {
        if (!Begin(InstanceStep.Of(Projection.Network, context)))
            return false;
        _isAlone = false;
        Prepare(isShared: true);
        return true;
    }

    public void Execute(int member)
    {
        if (!_isAlone && Shares.IsEmpty(member))
            return;
        var neurons = _isAlone ? (0, Projection.Post.Whole.Size) : Shares[member];
        foreach (var address in _addresses)
            Deliver((T*)address, member, neurons);
    }

    public void End()
    {
    }

    /// <summary>Does what has to be done before the members deliver.</summary>
    /// <param name="isShared">Whether several members may deliver.</param>
    protected virtual void Prepare(bool isShared)
    {
    }

    /// <summary>Delivers to some neurons of one target.</summary>
    /// <param name="target">The target's first neuron.</param>
    /// <param name="member">Who delivers.</param>
    /// <param name="neurons">The ranks: all, or the member's.</param>
    protected abstract void Deliver(T* target, int member, (int Begin, int End) neurons);

    private bool Begin(in InstanceStep step)
    {
        _step = step;
        if (!Projection.IsTransmitting || Arriving.IsEmpty)
            return false;
        for (var i = 0; i < _addresses.Length; i++)
            _addresses[i] = Targets[i].AddressOf(step.Instance);
        return true;
    }
}
