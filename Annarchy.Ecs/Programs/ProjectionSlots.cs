namespace Annarchy.Programs;

/// <summary>The columns a projection keeps, or is given, beside the attributes of its synapses.</summary>
internal static class ProjectionSlots
{
    /// <summary>
    /// The time between two updates of clock-driven equations, ms: dt times the period of learning. It is what these equations read
    /// as <c>dt</c>.
    /// </summary>
    public static Slot UpdateInterval { get; } = new(SlotOwner.Self, SlotNames.TimeStep, Locality.Global, AttributeKind.Real);

    /// <summary>The step of the last event a synapse saw.</summary>
    public static Slot LastEvent { get; } = new(SlotOwner.Self, SlotNames.LastEvent, Locality.Local, AttributeKind.Integer);

    /// <summary>What a synapse contributes to the weighted sum.</summary>
    public static Slot Psp { get; } = new(SlotOwner.Self, SlotNames.Psp, Locality.Local, AttributeKind.Real);

    /// <summary>The step of the last spike of the pre-synaptic neuron.</summary>
    public static Slot PreLastSpike { get; } = new(SlotOwner.Pre, SlotNames.LastSpike, Locality.Local, AttributeKind.Integer);

    /// <summary>The step of the last spike of the post-synaptic neuron.</summary>
    public static Slot PostLastSpike { get; } = new(SlotOwner.Post, SlotNames.LastSpike, Locality.Semiglobal, AttributeKind.Integer);

    /// <summary>The conductance of the post-synaptic neuron that a target feeds.</summary>
    public static Slot Conductance(string target) =>
        new(SlotOwner.Post, SlotNames.Conductance(target), Locality.Semiglobal, AttributeKind.Real);
}
