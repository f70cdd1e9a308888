namespace Annarchy;

/// <summary>Spiking synapse with spike-timing-dependent plasticity of triplets of spikes, all to all.</summary>
/// <remarks>
/// <para>
/// Pfister J.-P. and Gerstner W. (2006), Triplets of spikes in a model of spike timing-dependent plasticity, J. Neurosci.
/// 26:9673-9682. The fast traces <c>r1</c> (of pre-synaptic spikes) and <c>o1</c> (of post-synaptic ones) pair spikes as
/// <see cref="STDP"/> does; the slow ones <c>r2</c> and <c>o2</c>, read just before they are incremented, add the term of the
/// previous spike of the same side, by which potentiation grows with the frequency of the pairing. All are integrated exactly
/// between events.
/// </para>
/// <para>The defaults are the all-to-all fit of the full model to visual cortex (table 3 of the paper); weights are relative.</para>
/// </remarks>
public sealed class TripletSTDP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau_plus">Time constant of the fast pre-synaptic trace, ms.</param>
    /// <param name="tau_minus">Time constant of the fast post-synaptic trace, ms.</param>
    /// <param name="tau_x">Time constant of the slow pre-synaptic trace, ms.</param>
    /// <param name="tau_y">Time constant of the slow post-synaptic trace, ms.</param>
    /// <param name="A2_plus">Potentiation by a pair, at a post-synaptic spike.</param>
    /// <param name="A3_plus">Potentiation by a triplet (post, pre, post), at a post-synaptic spike.</param>
    /// <param name="A2_minus">Depression by a pair, at a pre-synaptic spike.</param>
    /// <param name="A3_minus">Depression by a triplet (pre, post, pre), at a pre-synaptic spike.</param>
    /// <param name="w_min">Smallest weight.</param>
    /// <param name="w_max">Largest weight.</param>
    public TripletSTDP(
        double tau_plus = 16.8,
        double tau_minus = 33.7,
        double tau_x = 101.0,
        double tau_y = 125.0,
        double A2_plus = 5e-10,
        double A3_plus = 6.2e-3,
        double A2_minus = 7e-3,
        double A3_minus = 2.3e-4,
        double w_min = 0.0,
        double w_max = 1.0)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_plus)] = tau_plus,
                [nameof(tau_minus)] = tau_minus,
                [nameof(tau_x)] = tau_x,
                [nameof(tau_y)] = tau_y,
                [nameof(A2_plus)] = A2_plus,
                [nameof(A3_plus)] = A3_plus,
                [nameof(A2_minus)] = A2_minus,
                [nameof(A3_minus)] = A3_minus,
                [nameof(w_min)] = w_min,
                [nameof(w_max)] = w_max,
            },
            equations: new EquationList
            {
                new Variable("tau_plus * dr1/dt = -r1", method: NumericalMethod.EventDriven),
                new Variable("tau_x * dr2/dt = -r2", method: NumericalMethod.EventDriven),
                new Variable("tau_minus * do1/dt = -o1", method: NumericalMethod.EventDriven),
                new Variable("tau_y * do2/dt = -o2", method: NumericalMethod.EventDriven),
            },
            preSpike: """
                g_target += w
                w = clip(w - o1 * (A2_minus + A3_minus * r2), w_min, w_max)
                r1 += 1.0
                r2 += 1.0
                """,
            postSpike: """
                w = clip(w + r1 * (A2_plus + A3_plus * o2), w_min, w_max)
                o1 += 1.0
                o2 += 1.0
                """,
            name: "Triplet spike-timing dependent plasticity",
            description: "Synapse with spike-timing-dependent plasticity of triplets of spikes.")
    {
    }
}
