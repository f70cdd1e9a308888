using System.Collections.Immutable;

namespace Annarchy.Models;

/// <summary>What the equations of a synapse can see of the neuron at one of its ends.</summary>
/// <param name="Name">The population or neuron, for messages.</param>
/// <param name="IsSpiking">Whether it emits spikes; its firing rate is then read as <c>r</c>.</param>
/// <param name="Attributes">Parameters and variables.</param>
/// <param name="Targets">Targets whose weighted sums it has.</param>
internal sealed record NeuronInterface(
    string Name, bool IsSpiking, ImmutableArray<AttributeDefinition> Attributes, ImmutableArray<string> Targets)
{
    /// <summary>What is seen of a neuron model.</summary>
    public static NeuronInterface Of(string name, NeuronProgram program) => new(name, program.IsSpiking, program.Attributes, program.Targets);
}
