using Annarchy.Analysis;
using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Synapses;

/// <summary>A synapse model between two populations: what it computes, and how its synapses are best stored for that.</summary>
internal sealed class SynapseModel
{
    private SynapseModel(SynapseProgram program, UpdateProgram? psp, bool deliversWeights, bool sendsSpikes)
    {
        Program = program;
        Psp = psp;
        DeliversWeights = deliversWeights;
        Order = sendsSpikes ? StorageOrder.ByPre : StorageOrder.ByPost;
    }

    public SynapseProgram Program { get; }

    /// <summary>What a synapse contributes in every step; null for nothing.</summary>
    public UpdateProgram? Psp { get; }

    /// <summary>Whether a spike adds the weight to the targets beside what the model says of spikes, which does not mention them.</summary>
    public bool DeliversWeights { get; }

    /// <summary>By pre-synaptic neuron where spikes arrive.</summary>
    public StorageOrder Order { get; }

    /// <summary>Whether all synapses may share one weight.</summary>
    public bool AllowsSingleWeight => !Program.IsPlastic && Program.Creating is null;

    /// <exception cref="EquationException">The model does not fit the populations.</exception>
    /// <exception cref="ArgumentException">The model waits for spikes of neurons that emit none, or the populations do not fit.</exception>
    public static SynapseModel Compile(Projection projection, Synapse synapse)
    {
        var (pre, post) = (projection.Pre.Whole, projection.Post.Whole);
        var program = SynapseCompiler.Compile(
            synapse.Syntax,
            projection.Network.Scope,
            NeuronInterface.Of(pre.Name, pre.Program),
            NeuronInterface.Of(post.Name, post.Program),
            [.. projection.Targets]);
        var updates = program.Updates;
        if (!pre.IsSpiking && (updates.PreSpike ?? updates.PreAxonSpike) is not null)
            throw new ArgumentException($"Projection {projection.Label}: '{synapse.Name}' waits for spikes of '{pre.Name}', which is rate-coded.");
        if (!post.IsSpiking && updates.PostSpike is not null)
            throw new ArgumentException($"Projection {projection.Label}: '{synapse.Name}' waits for spikes of '{post.Name}', which is rate-coded.");

        // Without a psp of its own, a synapse of spiking neurons transmits spikes.
        var psp = pre.IsSpiking && synapse.Syntax.Psp is null ? null : program.Psp;
        var deliversWeights = pre.IsSpiking && psp is null && !Feeds(updates.PreSpike, projection.Targets);
        var sendsSpikes = deliversWeights || updates.PreSpike is not null || updates.PreAxonSpike is not null;
        if (sendsSpikes && !post.IsSpiking)
        {
            throw new ArgumentException(
                $"Projection {projection.Label}: '{synapse.Name}' transmits spikes, but the neurons of '{post.Name}' are rate-coded.");
        }

        return new SynapseModel(program, psp, deliversWeights, sendsSpikes);
    }

    /// <summary>The event of a spike that adds the weight to the targets.</summary>
    public static UpdateProgram Delivery(IEnumerable<string> targets)
    {
        var nodes = new NodeFactory();
        var weight = nodes.Read(new Slot(SlotOwner.Self, "w", Locality.Local, AttributeKind.Real));
        return new UpdateProgram("transmission", Locality.Local, [.. targets.Select(t => Add(nodes, ProjectionSlots.Conductance(t), weight))]);
    }

    /// <summary>The psp, added by every synapse to the targets itself.</summary>
    public UpdateProgram PspToTargets(IEnumerable<string> targets, bool isSpiking)
    {
        var nodes = new NodeFactory();
        var psp = Psp!.Stores[0].Value.CopyTo(nodes);
        return new UpdateProgram(Psp.Name, Locality.Local, [.. targets.Select(t => Add(nodes, TargetSlot(t, isSpiking), psp))]);
    }

    /// <summary>A local update that computes what the synapses contribute afterwards too; null if it does not change weights.</summary>
    public UpdateProgram? WithPsp(UpdateProgram update)
    {
        var nodes = new NodeFactory();
        Store[] stores = [.. update.Stores.Select(s => new Store(s.Target, s.Value.CopyTo(nodes)))];
        var weight = Array.Find(stores, s => s.Target is { Owner: SlotOwner.Self, Name: SynapseNames.Weight }).Value;
        var rate = Psp!.Slots.First(s => s.Owner == SlotOwner.Pre);
        return weight is null
            ? null
            : new UpdateProgram($"{update.Name} and psp", Locality.Local, [.. stores, new Store(ProjectionSlots.Psp, nodes.Multiply(weight, nodes.Read(rate)))]);
    }

    private static Slot TargetSlot(string target, bool isSpiking) => isSpiking
        ? ProjectionSlots.Conductance(target)
        : new Slot(SlotOwner.Post, SlotNames.Sum(target), Locality.Semiglobal, AttributeKind.Real);

    private static Store Add(NodeFactory nodes, Slot slot, Node value) => new(slot, nodes.Add(nodes.Read(slot), value));

    private static bool Feeds(UpdateProgram? program, IEnumerable<string> targets) =>
        program is not null && targets.Any(t => program.Stores.Any(s => s.Target == ProjectionSlots.Conductance(t)));
}
