namespace Annarchy;

/// <summary>Spiking synapse with spike-timing-dependent plasticity of all pairs of spikes, by traces.</summary>
/// <remarks>
/// Song S. and Abbott L. F. (2001), Cortical development and remapping through spike timing-dependent plasticity, Neuron
/// 32:339-350. The traces <c>x</c> (of pre-synaptic spikes) and <c>y</c> (of post-synaptic ones) are integrated exactly between events.
/// </remarks>
public sealed class STDP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau_plus">Time constant of the pre-synaptic trace, ms.</param>
    /// <param name="tau_minus">Time constant of the post-synaptic trace, ms.</param>
    /// <param name="A_plus">Increment of the pre-synaptic trace at a spike, in units of <paramref name="w_max"/>.</param>
    /// <param name="A_minus">Decrement of the post-synaptic trace at a spike, in units of <paramref name="w_max"/>.</param>
    /// <param name="w_min">Smallest weight.</param>
    /// <param name="w_max">Largest weight.</param>
    public STDP(
        double tau_plus = 20.0,
        double tau_minus = 20.0,
        double A_plus = 0.01,
        double A_minus = 0.01,
        double w_min = 0.0,
        double w_max = 1.0)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_plus)] = tau_plus,
                [nameof(tau_minus)] = tau_minus,
                [nameof(A_plus)] = A_plus,
                [nameof(A_minus)] = A_minus,
                [nameof(w_min)] = w_min,
                [nameof(w_max)] = w_max,
            },
            equations: new EquationList
            {
                new Variable("tau_plus * dx/dt = -x", method: NumericalMethod.EventDriven),
                new Variable("tau_minus * dy/dt = -y", method: NumericalMethod.EventDriven),
            },
            preSpike: """
                g_target += w
                x += A_plus * w_max
                w = clip(w + y, w_min, w_max)
                """,
            postSpike: """
                y -= A_minus * w_max
                w = clip(w + x, w_min, w_max)
                """,
            name: "Spike-timing dependent plasticity",
            description: "Synapse with spike-timing-dependent plasticity.")
    {
    }
}
