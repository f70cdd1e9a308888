namespace Annarchy.Models;

/// <summary>
/// What connects spiking neurons when no synapse is given: a spike adds the weight to the target's conductance.
/// </summary>
internal sealed class DefaultSpikingSynapse() : Synapse(
    preSpike: "g_target += w",
    name: "Default spiking synapse",
    description: "Increases the post-synaptic conductance by the weight at every pre-synaptic spike.");
