using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;

namespace Annarchy.Synapses;

/// <summary>
/// The arrival of a spike at synapses that have not seen the last spike of their post-synaptic neuron: both in one pass, with the same bits as one
/// after the other.
/// </summary>
/// <remarks>
/// Traces decay up to the first of the two events, which takes one exponential per synapse whichever it is. Where there are two, what they decay
/// from one to the other is the same for all synapses of a neuron, and computed once in a step.
/// </remarks>
/// <param name="Arrival">The pass over synapses.</param>
/// <param name="Decays">The pass over post-synaptic neurons before it; null if there is nothing to compute.</param>
internal sealed record CaughtUpProgram(UpdateProgram Arrival, UpdateProgram? Decays)
{
    /// <param name="postponed">What the post-synaptic spike does, made by <see cref="PostponedProgram"/>.</param>
    /// <param name="arriving">What the arriving spike does.</param>
    public static CaughtUpProgram Of(UpdateProgram postponed, UpdateProgram arriving)
    {
        var nodes = new NodeFactory();
        var (spike, last) = (nodes.Read(PostponedProgram.Spike), nodes.Read(ProjectionSlots.LastEvent));
        var isNew = nodes.Make(Op.Greater, spike, nodes.Read(PostponedProgram.Seen));
        var arrival = nodes.Subtract(nodes.Read(NetworkSlots.Step), nodes.Constant(1L));
        var first = nodes.Select(isNew, spike, arrival);

        var shown = new Dictionary<Slot, Node>();
        foreach (var store in postponed.Stores)
        {
            var value = store.Value.CopyTo(nodes);
            shown.Add(store.Target, new Substitution(nodes, DecaysIn(value, e => Replace(e, spike, first))).Apply(value));
        }

        var stores = new Dictionary<Slot, Node>(shown);
        foreach (var store in arriving.Stores)
        {
            var value = store.Value.CopyTo(nodes);
            var decays = DecaysIn(value, e => nodes.Select(isNew, Seeing(Replace(e, last, spike)), Seeing(Replace(e, arrival, first))));
            stores[store.Target] = new Substitution(nodes, decays.Concat(shown.Select(Reading))).Apply(value);
        }

        return Separate(nodes, $"{arriving.Name}, caught up", stores);

        Node Replace(Node node, Node what, Node by) => new Substitution(nodes, [new(what, by)]).Apply(node);

        KeyValuePair<Node, Node> Reading(KeyValuePair<Slot, Node> store) => new(nodes.Read(store.Key), store.Value);

        // A decay that starts from the last event is from the one before both.
        Node Seeing(Node decay) => new Substitution(nodes, shown.Where(s => s.Key != ProjectionSlots.LastEvent).Select(Reading)).Apply(decay);

        IEnumerable<KeyValuePair<Node, Node>> DecaysIn(Node value, Func<Node, Node> by) => OperandsFirst.Of(value, _ => false)
            .Where(n => n.Op is Op.Exp or Op.Expm1 && OperandsFirst.Of(n, _ => false).Contains(last))
            .Select(n => new KeyValuePair<Node, Node>(n, by(n)));
    }

    /// <summary>Takes out what depends on nothing but the post-synaptic neuron's spike.</summary>
    private static CaughtUpProgram Separate(NodeFactory nodes, string name, Dictionary<Slot, Node> stores)
    {
        var decays = ImmutableArray.CreateBuilder<Store>();
        var reads = new Dictionary<Node, Node>();
        foreach (var node in stores.Values.SelectMany(value => OperandsFirst.Of(value, _ => false)))
        {
            if (node.Op is not (Op.Exp or Op.Expm1) || reads.ContainsKey(node) || !DependsOnSpikeOnly(node))
                continue;
            var slot = new Slot(SlotOwner.Post, $"decay#{decays.Count}", Locality.Semiglobal, AttributeKind.Real);
            decays.Add(new Store(slot, node));
            reads.Add(node, nodes.Read(slot));
        }

        var substitution = new Substitution(nodes, reads);
        return new CaughtUpProgram(
            new UpdateProgram(name, Locality.Local, [.. stores.Select(s => new Store(s.Key, substitution.Apply(s.Value)))]),
            decays.Count == 0 ? null : new UpdateProgram($"{name}: decays", Locality.Local, decays.ToImmutable()));
    }

    private static bool DependsOnSpikeOnly(Node node)
    {
        var slots = OperandsFirst.Of(node, _ => false).Select(n => n.Slot).OfType<Slot>().ToList();
        return slots.Contains(PostponedProgram.Spike)
            && slots.TrueForAll(s => s == PostponedProgram.Spike || s.Locality == Locality.Global || s.Owner == SlotOwner.Network);
    }
}
