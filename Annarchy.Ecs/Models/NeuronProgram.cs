using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Models;

/// <summary>A global operation over a population's variable, computed at the end of each step.</summary>
/// <param name="Operation"><c>mean</c>, <c>min</c>, <c>max</c>, <c>norm1</c> or <c>norm2</c>.</param>
/// <param name="Variable">The local variable.</param>
internal sealed record GlobalOperation(string Operation, string Variable)
{
    /// <summary>Name of the global column that holds the result.</summary>
    public string SlotName => SlotNames.GlobalOperation(Operation, Variable);
}

/// <summary>What the language makes of a neuron model: the columns a population needs and the programs that update them.</summary>
internal sealed class NeuronProgram
{
    /// <summary>Whether neurons emit spikes (a spike condition was given).</summary>
    public required bool IsSpiking { get; init; }

    /// <summary>Parameters, then variables, in order of declaration, with the conductances the equations imply at the end.</summary>
    public required ImmutableArray<AttributeDefinition> Attributes { get; init; }

    /// <summary>Equations of population-wide variables: a pass over one row, run first; null when there are none.</summary>
    public required UpdateProgram? Global { get; init; }

    /// <summary>
    /// Equations of local variables; for spiking neurons also the spike condition, reset, last spike and refractory
    /// countdown, fused. May have no stores.
    /// </summary>
    public required UpdateProgram Local { get; init; }

    /// <summary>Targets the model receives: the names in <c>sum(target)</c> and <c>g_target</c>, sorted.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Whether <c>sum()</c>, the sum over all targets, is read.</summary>
    public required bool SumsAllTargets { get; init; }

    /// <summary>Global operations the equations read.</summary>
    public required ImmutableArray<GlobalOperation> GlobalOperations { get; init; }

    /// <summary>Whether the columns <see cref="SlotNames.RefractoryRemaining"/> (and, for a number, <see cref="SlotNames.Refractory"/>) are needed.</summary>
    public required bool HasRefractory { get; init; }

    /// <summary>The refractory period in ms when it is a number rather than an attribute.</summary>
    public required double? RefractoryPeriod { get; init; }
}
