using Annarchy.Connectivity;
using Annarchy.Programs;
using Annarchy.Synapses;

namespace Annarchy;

/// <summary>Synapses of one kind from the neurons of one population to those of another.</summary>
/// <remarks>
/// Made by <see cref="Network.Connect(ProjectionEnd, ProjectionEnd, NameList, Synapse, string)"/>. A connector such as
/// <see cref="AllToAll"/> then says which neurons are connected; <see cref="Network.Compile()"/> makes the synapses. Their values lie in
/// columns: a projection and its <see cref="Dendrite"/>s are windows on them.
/// </remarks>
public partial class Projection
{
    internal Projection(Network network, NeuronGroup pre, NeuronGroup post, NameList targets, Synapse? synapse, string name)
    {
        Network = network;
        Pre = pre;
        Post = post;
        Targets = targets;
        SynapseType = synapse;
        Name = name;
        CheckTargets();
        _model = synapse is null ? null : SynapseModel.Compile(this, synapse);
        _globals = CreateGlobalColumns();
        Attributes = _model is null ? [WeightName] : [.. _model.Program.Attributes.Select(a => a.Name)];
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
    public Synapse? SynapseType { get; }

    /// <summary>The projection's entity in <see cref="Network.World"/>.</summary>
    public Entity Entity { get; private set; }

    /// <summary>Unique name within the network.</summary>
    public string Name { get; private set; }

    /// <summary>The projection's name.</summary>
    public override string ToString() => Name;

    /// <summary>The object number its random draws are keyed by.</summary>
    internal int RandomObject { get; private set; }

    /// <summary>Whether <see cref="Network.Connect{T}(T)"/> took the projection up.</summary>
    internal bool IsAttached { get; private set; }

    /// <summary>Name, ends and targets, for messages and reports.</summary>
    internal string Label => $"{(Name.Length > 0 ? $"'{Name}' " : string.Empty)}({Pre.Name} -> {Post.Name}, {string.Join(", ", Targets)})";

    /// <summary>The two ends as connectors see them.</summary>
    internal ProjectionEnds Ends => new(
        Pre.Whole.Size,
        Post.Whole.Size,
        RanksOf(Pre),
        RanksOf(Post),
        Pre.Whole == Post.Whole);

    /// <summary>Makes the projection part of its network.</summary>
    internal void Attach(string name, int randomObject)
    {
        (Name, RandomObject, IsAttached) = (name, randomObject, true);
        Entity = Network.World.Create(new Named(name), new ProjectionWindow(this));
    }

    /// <summary>The network of neurons that a ready-made projection comes from.</summary>
    private protected static Network NetworkOf(NeuronGroup pre)
    {
        ArgumentNullException.ThrowIfNull(pre);
        return pre.Whole.Network;
    }

    private static int[]? RanksOf(NeuronGroup neurons) => neurons is PopulationView view ? [.. view.Ranks] : null;

    /// <summary>Refuses targets the post-synaptic neuron does not read.</summary>
    private void CheckTargets()
    {
        var program = Post.Whole.Program;
        if (program.SumsAllTargets)
            return;
        foreach (var target in Targets)
        {
            if (program.Targets.Contains(target))
                continue;
            var known = program.Targets.IsEmpty ? "it has none" : $"it has: {string.Join(", ", program.Targets)}";
            var reading = program.IsSpiking ? SlotNames.Conductance(target) : SlotNames.Sum(target);
            throw new ArgumentException(
                $"Projection {Label}: the neurons of '{Post.Whole.Name}' have no target '{target}', since their equations do not read {reading}; {known}.");
        }
    }
}
