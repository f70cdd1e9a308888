namespace Annarchy;

/// <summary>
/// Spiking synapse whose pairs of spikes leave an eligibility trace <c>c</c>, which <c>dopamine</c> turns into a change of the weight.
/// </summary>
/// <remarks>
/// <para>
/// Izhikevich E. M. (2007), Solving the distal reward problem through linkage of STDP and dopamine signaling, Cerebral Cortex
/// 17:2443-2452: dc/dt = -c/tau_c + STDP at spikes, dw/dt = c d, dd/dt = -d/tau_d. Without dopamine the weight stands still.
/// </para>
/// <para>
/// <c>dopamine</c> is one variable of the whole projection, set from outside when a reward comes
/// (<c>projection["dopamine"] = 0.5</c>); it decays with <c>tau_d</c>. The traces <c>x</c> and <c>y</c> of the spikes are
/// integrated exactly between events, the eligibility and the dopamine exponentially at every step.
/// </para>
/// </remarks>
public sealed class RewardModulatedSTDP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau_plus">Time constant of the pre-synaptic trace, ms.</param>
    /// <param name="tau_minus">Time constant of the post-synaptic trace, ms.</param>
    /// <param name="A_plus">Increment of the pre-synaptic trace at a spike, in units of <paramref name="w_max"/>.</param>
    /// <param name="A_minus">Decrement of the post-synaptic trace at a spike, in units of <paramref name="w_max"/>.</param>
    /// <param name="tau_c">Time constant of the eligibility trace, ms.</param>
    /// <param name="tau_d">Time constant of the uptake of dopamine, ms.</param>
    /// <param name="w_min">Smallest weight.</param>
    /// <param name="w_max">Largest weight.</param>
    public RewardModulatedSTDP(
        double tau_plus = 20.0,
        double tau_minus = 20.0,
        double A_plus = 0.01,
        double A_minus = 0.015,
        double tau_c = 1000.0,
        double tau_d = 200.0,
        double w_min = 0.0,
        double w_max = 1.0)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_plus)] = tau_plus,
                [nameof(tau_minus)] = tau_minus,
                [nameof(A_plus)] = A_plus,
                [nameof(A_minus)] = A_minus,
                [nameof(tau_c)] = tau_c,
                [nameof(tau_d)] = tau_d,
                [nameof(w_min)] = w_min,
                [nameof(w_max)] = w_max,
            },
            equations: new EquationList
            {
                new Variable("tau_plus * dx/dt = -x", method: NumericalMethod.EventDriven),
                new Variable("tau_minus * dy/dt = -y", method: NumericalMethod.EventDriven),
                "w = clip(w + dt * c * dopamine, w_min, w_max)",
                new Variable("tau_c * dc/dt = -c", method: NumericalMethod.Exponential),
                new Variable("tau_d * ddopamine/dt = -dopamine", method: NumericalMethod.Exponential, locality: Locality.Global),
            },
            preSpike: """
                g_target += w
                x += A_plus * w_max
                c += y
                """,
            postSpike: """
                y -= A_minus * w_max
                c += x
                """,
            name: "Reward-modulated spike-timing dependent plasticity",
            description: "Synapse with spike-timing-dependent plasticity gated by dopamine through an eligibility trace.")
    {
    }
}
