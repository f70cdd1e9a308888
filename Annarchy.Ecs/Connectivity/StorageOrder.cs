namespace Annarchy;

/// <summary>What a row of stored synapses belongs to: the end its dominant reader starts from.</summary>
public enum StorageOrder
{
    /// <summary>Chosen from the synapse: by post-synaptic neuron for weighted sums, by pre-synaptic neuron for spikes.</summary>
    Automatic,

    /// <summary>A row holds the synapses a post-synaptic neuron receives.</summary>
    ByPost,

    /// <summary>A row holds the synapses a pre-synaptic neuron sends.</summary>
    ByPre,
}
