using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels;

/// <summary>Numbers of the index arrays that runs over synapses use.</summary>
internal static class SynapseIndex
{
    /// <summary>Rank of the pre-synaptic neuron of each row.</summary>
    public const int PreRanks = 0;

    /// <summary>Rank of the post-synaptic neuron of each row.</summary>
    public const int PostRanks = 1;

    /// <summary>Number of the dendrite of each row.</summary>
    public const int Dendrites = 2;

    /// <summary>Slot of the synapse of each row, where slots are not consecutive.</summary>
    public const int Slots = 3;

    /// <summary>How many there are.</summary>
    public const int Count = 4;
}

/// <summary>How rows find their values in the slots of synapse programs, depending on what a run goes over.</summary>
internal static class SynapseAccess
{
    /// <summary>Rows are the synapses of one dendrite; what it contributes to its neuron is combined over them.</summary>
    /// <param name="program">A local program.</param>
    /// <param name="hasConsecutiveSlots">Whether the slots of a dendrite follow each other.</param>
    /// <param name="hasConsecutivePreRanks">Whether its pre-synaptic neurons do.</param>
    public static ImmutableArray<SlotAccess> OverDendrite(
        UpdateProgram program, bool hasConsecutiveSlots = true, bool hasConsecutivePreRanks = false) =>
        Describe(program, slot => slot switch
        {
            _ when slot == ProjectionSlots.Psp => SlotAccess.Uniform,
            { Locality: not Locality.Local } => SlotAccess.Uniform,
            { Owner: SlotOwner.Pre } => hasConsecutivePreRanks ? SlotAccess.Row : SlotAccess.Indexed(SynapseIndex.PreRanks),
            _ => OfSynapse(hasConsecutiveSlots),
        });

    /// <summary>Rows are the synapses of one pre-synaptic neuron.</summary>
    /// <param name="program">A local program.</param>
    /// <param name="hasConsecutiveSlots">Whether the slots of a neuron's synapses follow each other.</param>
    /// <param name="hasConsecutivePostRanks">Whether its post-synaptic neurons do.</param>
    public static ImmutableArray<SlotAccess> OverAxon(
        UpdateProgram program, bool hasConsecutiveSlots = true, bool hasConsecutivePostRanks = false) =>
        Describe(program, slot => slot switch
        {
            { Locality: Locality.Global } or { Owner: SlotOwner.Pre } => SlotAccess.Uniform,
            { Owner: SlotOwner.Post } => hasConsecutivePostRanks ? SlotAccess.Row : SlotAccess.Indexed(SynapseIndex.PostRanks),
            { Locality: Locality.Semiglobal } => SlotAccess.Indexed(SynapseIndex.Dendrites),
            _ => OfSynapse(hasConsecutiveSlots),
        });

    /// <summary>Rows are dendrites.</summary>
    /// <param name="program">A semiglobal program.</param>
    /// <param name="hasConsecutivePostRanks">Whether every neuron from the first on has a dendrite.</param>
    public static ImmutableArray<SlotAccess> OverDendrites(UpdateProgram program, bool hasConsecutivePostRanks = false) =>
        Describe(program, slot => slot switch
        {
            { Locality: Locality.Global } => SlotAccess.Uniform,
            { Owner: SlotOwner.Post } when !hasConsecutivePostRanks => SlotAccess.Indexed(SynapseIndex.PostRanks),
            _ => SlotAccess.Row,
        });

    private static SlotAccess OfSynapse(bool hasConsecutiveSlots) =>
        hasConsecutiveSlots ? SlotAccess.Row : SlotAccess.Indexed(SynapseIndex.Slots);

    private static ImmutableArray<SlotAccess> Describe(UpdateProgram program, Func<Slot, SlotAccess> access) =>
        [.. program.Slots.Select(access)];
}
