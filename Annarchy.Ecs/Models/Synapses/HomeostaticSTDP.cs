namespace Annarchy;

/// <summary>
/// Spiking synapse with nearest-neighbour spike-timing-dependent plasticity and a scaling of weights that leads the firing rate of the
/// post-synaptic neuron to a target.
/// </summary>
/// <remarks>
/// <para>
/// Carlson K. D., Richert M., Dutt N. and Krichmar J. L. (2013), Biologically plausible models of homeostasis and STDP: stability and
/// learning in spiking neural networks, Proceedings of IJCNN: dw/dt = (alpha w (1 - R/R_target) + beta (LTP + LTD)) K, with
/// K = R / (T (1 + gamma |1 - R/R_target|)).
/// </para>
/// <para>
/// <c>R</c>, one per post-synaptic neuron, is its firing rate in Hz averaged exponentially over <c>T</c>; it may be set, for instance to
/// <c>R_target</c> at the start. A neuron that has never fired has R = 0 and learns nothing. The traces <c>ltp</c> and <c>ltd</c> are
/// integrated exactly between events; what spikes change is gathered in <c>stdp</c> and scaled by <c>K</c> at the end of the step.
/// </para>
/// </remarks>
public sealed class HomeostaticSTDP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau_plus">Time constant of potentiation, ms.</param>
    /// <param name="tau_minus">Time constant of depression, ms.</param>
    /// <param name="A_plus">Potentiation by a post-synaptic spike right after a pre-synaptic one.</param>
    /// <param name="A_minus">Depression by a pre-synaptic spike right after a post-synaptic one.</param>
    /// <param name="alpha">Strength of the homeostatic scaling, 1/s.</param>
    /// <param name="beta">Strength of the changes by spikes.</param>
    /// <param name="gamma">How much slower both become away from the target.</param>
    /// <param name="T">Time over which the firing rate is averaged, s.</param>
    /// <param name="R_target">Firing rate the post-synaptic neuron is led to, Hz.</param>
    /// <param name="w_min">Smallest weight.</param>
    /// <param name="w_max">Largest weight.</param>
    public HomeostaticSTDP(
        double tau_plus = 20.0,
        double tau_minus = 60.0,
        double A_plus = 2e-4,
        double A_minus = 6.6e-5,
        double alpha = 1.0,
        double beta = 1.0,
        double gamma = 50.0,
        double T = 5.0,
        double R_target = 35.0,
        double w_min = 0.0,
        double w_max = 0.03)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_plus)] = tau_plus,
                [nameof(tau_minus)] = tau_minus,
                [nameof(A_plus)] = A_plus,
                [nameof(A_minus)] = A_minus,
                [nameof(alpha)] = alpha,
                [nameof(beta)] = beta,
                [nameof(gamma)] = gamma,
                [nameof(T)] = T,
                [nameof(R_target)] = R_target,
                [nameof(w_min)] = w_min,
                [nameof(w_max)] = w_max,
            },
            equations: new EquationList
            {
                new Variable("tau_plus * dltp/dt = -ltp", method: NumericalMethod.EventDriven),
                new Variable("tau_minus * dltd/dt = -ltd", method: NumericalMethod.EventDriven),
                new Variable(
                    "1000.0 * T * dR/dt = ite(t_post == t, 1000.0 / dt, 0.0) - R",
                    method: NumericalMethod.Exponential,
                    locality: Locality.Semiglobal),
                new Variable("K = R / (T * (1.0 + gamma * abs(1.0 - R / R_target)))", locality: Locality.Semiglobal),
                "w = clip(w + (dt / 1000.0 * alpha * w * (1.0 - R / R_target) + beta * stdp) * K, w_min, w_max)",
                "stdp = 0.0",
            },
            preSpike: """
                g_target += w
                ltp = A_plus
                stdp -= ltd
                """,
            postSpike: """
                ltd = A_minus
                stdp += ltp
                """,
            name: "Homeostatic spike-timing dependent plasticity",
            description: "Synapse with spike-timing-dependent plasticity and homeostatic scaling to a target firing rate.")
    {
    }
}
