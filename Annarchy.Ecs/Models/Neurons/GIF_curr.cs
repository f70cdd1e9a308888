namespace Annarchy;

/// <summary>Generalised leaky integrate-and-fire neuron with escape noise and instantaneous synaptic currents.</summary>
/// <remarks>
/// Schwalger T., Deger M. and Gerstner W. (2017), Towards a theory of cortical columns: From spiking neurons to interacting neural
/// populations of finite size, PLOS Computational Biology 13(4): e1005507. A neuron of potential <c>u</c> and adaptive threshold
/// <c>v</c> spikes with the rate c exp((u - v) / delta_u), in Hz. All parameters are one for the population.
/// </remarks>
public sealed class GIF_curr : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="C_m">Capacitance of the membrane, pF; with tau_m it gives the resistance R.</param>
    /// <param name="tau_m">Time constant of the membrane, ms.</param>
    /// <param name="tau_v">Time constant of the threshold, ms.</param>
    /// <param name="J_v">Adaptation: a spike raises the threshold by J_v / tau_v mV.</param>
    /// <param name="u_r">Resting and reset potential, mV.</param>
    /// <param name="u_th">Resting threshold, mV.</param>
    /// <param name="c">Spike rate at threshold, Hz.</param>
    /// <param name="delta_u">Softness of the threshold, mV.</param>
    /// <param name="I_ext">Constant input current, pA.</param>
    /// <param name="current">The synaptic input, such as <c>"R*g_exc"</c>; empty for none.</param>
    /// <param name="refractory_period">Refractory period, ms.</param>
    public GIF_curr(
        double C_m = 250.0,
        double tau_m = 10.0,
        double tau_v = 1000.0,
        double J_v = 1000.0,
        double u_r = -65.0,
        double u_th = -50.0,
        double c = 10.0,
        double delta_u = 5.0,
        double I_ext = 375.0,
        string current = "R*(g_exc - g_inh)",
        double refractory_period = 0.0)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_m)] = tau_m,
                ["R"] = tau_m / C_m,
                [nameof(tau_v)] = tau_v,
                [nameof(J_v)] = J_v,
                [nameof(u_r)] = u_r,
                [nameof(u_th)] = u_th,
                [nameof(c)] = c,
                [nameof(delta_u)] = delta_u,
                [nameof(I_ext)] = I_ext,
            },
            equations: new EquationList
            {
                new Variable("tau_m * du/dt = -u + u_r + R*I_ext" + (current.Length > 0 ? " + " + current : ""), init: u_r),
                new Variable("tau_v * dv/dt = -(v - u_th)", init: nameof(u_th)),
                "Lambda = c * exp((u - v)/delta_u)",
                "p = Uniform(0.0, 1.0) * 1000.0 / dt",
            },
            spike: "p < Lambda",
            reset: "u = u_r; v += J_v/tau_v",
            refractory: refractory_period,
            name: "GIF",
            description: "Generalised leaky integrate-and-fire neuron with instantaneous synaptic currents.")
    {
    }
}
