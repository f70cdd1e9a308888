namespace Annarchy.AnnToSnn;

/// <summary>The neurons and synapses of converted networks.</summary>
/// <remarks>
/// A hidden neuron reads <c>g_exc</c>, the weights of the spikes that arrived in a step. It needs a parameter <c>bias</c>, a constant current
/// per ms, where its layer has biases, and a variable <c>emitted</c>, which counts its spikes, where the next layer is pooled by its maximum.
/// </remarks>
public static class SpikingNeurons
{
    /// <summary>What all projections of a converted network feed.</summary>
    internal const string Target = "exc";

    /// <summary>A threshold that is never reached; a number in single precision too.</summary>
    internal const double Unreachable = 1e30;

    /// <summary>
    /// Integrates its input and spikes at the threshold, which is subtracted: in the long run its rate is the rectified input, and nothing is
    /// lost. It starts half way, so that numbers of spikes are rounded and not cut off.
    /// </summary>
    /// <remarks>
    /// B. Rueckauer, I. Lungu, Y. Hu, M. Pfeiffer and S. Liu, <i>Conversion of Continuous-Valued Deep Networks to Efficient Event-Driven
    /// Networks for Image Classification</i>, Frontiers in Neuroscience 11, 2017.
    /// </remarks>
    public static Neuron IaF { get; } = Integrating(
        "v -= vt", "v += g_exc + bias * dt : init = 0.5", "IaF neuron", "Integrates and fires; the threshold is subtracted.");

    /// <summary>Integrates its input and spikes at the threshold; starts again from 0, and stays above -2, as in ANNarchy.</summary>
    /// <remarks>What is above the threshold is lost, so that strong inputs are underestimated; the bound makes weak ones overestimated.</remarks>
    public static Neuron IaFToZero { get; } = Integrating(
        "v = 0.0", "v += g_exc + bias * dt : init = 0.0, min = -2.0", "IaF neuron, reset to 0", "Integrates and fires; starts again from 0.");

    /// <summary>Emits as many spikes as the busiest of its inputs.</summary>
    internal static Neuron Maximum { get; } = new(
        equations: "v = g_exc - emitted\nemitted = emitted",
        spike: "v >= 1.0",
        reset: "emitted += 1.0",
        name: "maximum",
        description: "Emits as many spikes as the busiest of its inputs.");

    /// <summary>Adds up what arrives.</summary>
    internal static Neuron Accumulator { get; } = new(equations: "v += g_exc", spike: "v > 1e30", reset: "v = 0.0", name: "accumulator");

    /// <summary>Feeds the largest number of spikes of all inputs.</summary>
    internal static Synapse LargestCount { get; } = new(psp: "pre.emitted", operation: "max", name: "largest count");

    /// <summary>Feeds the weight times what the spike is worth.</summary>
    private static Synapse WeightedSpike { get; } = new(preSpike: "g_target += w * pre.amplitude", name: "weighted spike");

    /// <summary>What feeds spikes of a population to others; null for the synapse of all networks, where all spikes are worth the same.</summary>
    internal static Synapse? SynapseFrom(Population neurons) => neurons.Attributes.Contains("amplitude") ? WeightedSpike : null;

    private static Neuron Integrating(string reset, string equation, string name, string description) => new(
        parameters: """
            vt = 1.0 : population
            bias = 0.0
            """,
        equations: $"{equation}\nemitted = emitted",
        spike: "v >= vt",
        reset: $"{reset}; emitted += 1.0",
        name: name,
        description: description);
}
