using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Models;

/// <summary>
/// What the language makes of a synapse model between two populations: the columns a projection needs and the programs that
/// update them.
/// </summary>
/// <remarks>
/// <para>Rows of local programs are synapses. Slots of owner <see cref="SlotOwner.Pre"/> are indexed by the rank of the
/// pre-synaptic neuron (and hold delayed values where the projection has delays), slots of owner <see cref="SlotOwner.Post"/> by the
/// rank of the post-synaptic neuron; the locality of the latter is semiglobal, since they are constant along a dendrite.</para>
/// <para>The time step of clock-driven programs is <see cref="ProjectionSlots.UpdateInterval"/>.</para>
/// </remarks>
internal sealed class SynapseProgram
{
    /// <summary>Whether something happens at spikes.</summary>
    public required bool IsSpiking { get; init; }

    /// <summary>Parameters, then variables, in order of declaration; the weight <c>w</c> is always there.</summary>
    public required ImmutableArray<AttributeDefinition> Attributes { get; init; }

    /// <summary>
    /// Computes <see cref="ProjectionSlots.Psp"/> of every synapse, to be combined along dendrites by <see cref="Operation"/>; null when
    /// spikes do all the work. Runs before the neurons are updated.
    /// </summary>
    public required UpdateProgram? Psp { get; init; }

    /// <summary>Whether the psp is <c>w * pre.r</c>.</summary>
    public required bool IsDefaultPsp { get; init; }

    /// <summary><c>sum</c>, <c>max</c>, <c>min</c> or <c>mean</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether weights change.</summary>
    public required bool IsPlastic { get; init; }

    /// <summary>What updates the synapses.</summary>
    public required SynapseUpdates Updates { get; init; }

    /// <summary>The same while plasticity is switched off: everything but the weights changes.</summary>
    public required SynapseUpdates UpdatesWithoutPlasticity { get; init; }

    /// <summary>Whether <see cref="ProjectionSlots.LastEvent"/> is needed.</summary>
    public required bool HasEventDriven { get; init; }

    /// <summary>Global operations over the pre-synaptic population that are read.</summary>
    public required ImmutableArray<GlobalOperation> PreOperations { get; init; }

    /// <summary>Global operations over the post-synaptic population that are read.</summary>
    public required ImmutableArray<GlobalOperation> PostOperations { get; init; }

    /// <summary>When a synapse appears; null for never.</summary>
    public required StructuralProgram? Creating { get; init; }

    /// <summary>When a synapse disappears; null for never.</summary>
    public required StructuralProgram? Pruning { get; init; }
}

/// <summary>The programs that change synapses; null where nothing happens.</summary>
/// <param name="Global">Clock-driven equations of projection-wide variables: a pass over one row, run first.</param>
/// <param name="Semiglobal">Clock-driven equations of variables per post-synaptic neuron: a pass over dendrites, run second.</param>
/// <param name="Local">Clock-driven equations of synapses.</param>
/// <param name="PreSpike">
/// What happens to a synapse a spike arrives at, in the transmission stage. Stores to slots of owner <see cref="SlotOwner.Post"/>
/// change post-synaptic neurons: the value reads the slot, so that one synapse after the other adds to it.
/// </param>
/// <param name="PostSpike">What happens to a synapse whose post-synaptic neuron spikes, at the end of the step.</param>
/// <param name="PreAxonSpike">What happens to a synapse an axonal spike arrives at.</param>
internal sealed record SynapseUpdates(
    UpdateProgram? Global,
    UpdateProgram? Semiglobal,
    UpdateProgram? Local,
    UpdateProgram? PreSpike,
    UpdateProgram? PostSpike,
    UpdateProgram? PreAxonSpike);

/// <summary>A condition of structural plasticity.</summary>
/// <param name="Condition">
/// A program without stores whose spikes are the rows that fulfil the condition: synapses to prune, or pairs of neurons to connect.
/// </param>
/// <param name="Probability">Probability that it is done where the condition holds.</param>
/// <param name="Weight">Weight of a new synapse.</param>
/// <param name="Delay">Delay of a new synapse, ms; null for that of the projection.</param>
internal sealed record StructuralProgram(UpdateProgram Condition, double Probability, InitialValue Weight, InitialValue? Delay);

/// <summary>A number, or the distribution it is drawn from.</summary>
internal readonly record struct InitialValue(double Number, RandomDistribution? Distribution);
