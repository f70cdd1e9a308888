using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;

namespace Annarchy.Synapses;

/// <summary>
/// What a post-synaptic spike does to a synapse, in a form that can be done later: for synapses that have not seen the spike yet, as of
/// its step.
/// </summary>
internal static class PostponedProgram
{
    /// <summary>The step of a spike of the post-synaptic neuron.</summary>
    public static Slot Spike { get; } = new(SlotOwner.Post, "postponed_spike", Locality.Semiglobal, AttributeKind.Integer);

    /// <summary>The last step whose post-synaptic spikes the synapses of a pre-synaptic neuron have seen.</summary>
    public static Slot Seen { get; } = new(SlotOwner.Pre, "seen", Locality.Local, AttributeKind.Integer);

    /// <summary>The program of an event, made fit for being done later.</summary>
    /// <returns>The program, or null if it reads what may be different later or draws random numbers.</returns>
    public static UpdateProgram? TryMake(UpdateProgram program)
    {
        if (program.Slots.Any(s => !StaysOrIsKnown(s)) || program.Stores.Any(s => s.Target.Owner != SlotOwner.Self)
            || program.Nodes.Any(n => n.Op is Op.Gamma or Op.Binomial))
        {
            return null;
        }

        var nodes = new NodeFactory();
        var spike = nodes.Read(Spike);
        var substitution = new Substitution(nodes, new Dictionary<Node, Node>
        {
            [nodes.Read(NetworkSlots.Step)] = spike,
            [nodes.Read(ProjectionSlots.PostLastSpike)] = spike,
            [nodes.Read(NetworkSlots.Time)] = nodes.Multiply(nodes.ToReal(spike), nodes.Read(NetworkSlots.TimeStep)),
        });
        var isNew = nodes.Make(Op.Greater, spike, nodes.Read(Seen));
        ImmutableArray<Store> stores =
        [
            .. program.Stores.Select(s => new Store(
                s.Target, nodes.Select(isNew, substitution.Apply(s.Value.CopyTo(nodes)), nodes.Read(s.Target)))),
        ];
        return new UpdateProgram($"{program.Name}, postponed", Locality.Local, stores, isNew);
    }

    /// <summary>Whether a column holds the same until the synapse is looked at, or what it held is known from the step of the spike.</summary>
    private static bool StaysOrIsKnown(Slot slot) =>
        slot.Owner == SlotOwner.Self
        || slot == ProjectionSlots.PostLastSpike
        || slot == NetworkSlots.Step
        || slot == NetworkSlots.Time
        || slot == NetworkSlots.TimeStep;
}
