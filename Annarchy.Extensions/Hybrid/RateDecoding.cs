namespace Annarchy.Hybrid;

/// <summary>How the frequency of a spiking neuron is found.</summary>
public enum RateDecoding
{
    /// <summary>From the number of spikes in a sliding window.</summary>
    Window,

    /// <summary>From the last interval between two spikes.</summary>
    Intervals,
}
