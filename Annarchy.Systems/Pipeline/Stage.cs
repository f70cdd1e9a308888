namespace Annarchy;

/// <summary>The stages of a step, in order.</summary>
public enum Stage
{
    /// <summary>
    /// What comes from outside before anything else happens: callbacks, values a user's system sets. Input populations act with the
    /// other neurons in <see cref="NeuronUpdate"/>, so that what they show is seen in the next step.
    /// </summary>
    Input,

    /// <summary>Weighted sums and delivery of the spikes whose delay is over.</summary>
    Transmission,

    /// <summary>Neural equations; threshold, reset and refractory masks are fused into the same pass.</summary>
    NeuronUpdate,

    /// <summary>Spike lists, delay rings, firing rates, global operations.</summary>
    Spike,

    /// <summary>Clock-driven synaptic equations, then post-synaptic events.</summary>
    Plasticity,

    /// <summary>Creation and pruning of synapses.</summary>
    StructuralPlasticity,

    /// <summary>Recording; afterwards the time advances by dt.</summary>
    Monitor,
}
