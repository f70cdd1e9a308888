namespace Annarchy;

/// <summary>Synapses of one kind from the neurons of one population to those of another.</summary>
/// <remarks>Made by <see cref="Network.Connect(ProjectionEnd, ProjectionEnd, NameList, Synapse, string)"/>; a connector then builds the synapses.</remarks>
public partial class Projection
{
    internal Projection(Network network, NeuronGroup pre, NeuronGroup post, NameList targets, Synapse? synapse, string name)
    {
        Network = network;
        Pre = pre;
        Post = post;
        Targets = targets;
        Synapse = synapse;
        Name = name;
    }

    /// <summary>The network the projection belongs to.</summary>
    public Network Network { get; }

    /// <summary>Neurons the synapses come from.</summary>
    public NeuronGroup Pre { get; }

    /// <summary>Neurons the synapses reach.</summary>
    public NeuronGroup Post { get; }

    /// <summary>What the synapses feed: <c>exc</c> for <c>sum(exc)</c> and <c>g_exc</c>.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The model of the synapses; null for the default one.</summary>
    public Synapse? Synapse { get; }

    /// <summary>Unique name within the network.</summary>
    public string Name { get; }

    /// <summary>The projection's name.</summary>
    public override string ToString() => Name;

    /// <summary>The object number its random draws are keyed by.</summary>
    internal int RandomObject { get; init; }

    /// <summary>Builds connectivity and columns and tells both populations what it needs of them; called once, by Compile.</summary>
    internal virtual void Build()
    {
    }

    /// <summary>Adds what one step does to the pipeline, after all projections are built and all rings have their depth.</summary>
    internal virtual void AddSystems(Pipeline pipeline)
    {
    }

    /// <summary>Brings parameters and variables back to the values they had when the network was compiled.</summary>
    /// <param name="synapses">Whether weights are drawn again too.</param>
    internal virtual void Restore(bool synapses)
    {
    }

    /// <summary>Forgets spikes and rates under way through delays of its own.</summary>
    internal virtual void ClearDelays()
    {
    }

    /// <summary>Frees native memory.</summary>
    internal virtual void Free()
    {
    }
}
