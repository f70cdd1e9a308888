namespace Annarchy.Synapses;

/// <summary>A synapse to prune, or a pair of neurons to connect.</summary>
/// <param name="Dendrite">Number of the dendrite.</param>
/// <param name="Pre">Rank of the pre-synaptic neuron.</param>
/// <param name="Slot">The slot of the synapse, or the number of the pair.</param>
internal readonly record struct StructuralChange(int Dendrite, int Pre, int Slot);
