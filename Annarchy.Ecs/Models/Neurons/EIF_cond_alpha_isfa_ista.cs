namespace Annarchy;

/// <summary>Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic conductances.</summary>
/// <remarks>
/// Brette R. and Gerstner W. (2005), Adaptive Exponential Integrate-and-Fire Model as an Effective Description of Neuronal
/// Activity, J. Neurophysiol. 94:3637-3642. The adaptation <c>w</c> grows with the potential and jumps at every spike.
/// Spikes add their weight to <c>g_exc</c> or <c>g_inh</c>, the synaptic conductances in uS. An alpha function is made of
/// two linear equations in a row: <c>g</c> decays and feeds <c>alpha</c>, which peaks one time constant after a spike at
/// the weight of the synapse.
/// </remarks>
public sealed class EIF_cond_alpha_isfa_ista : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="v_rest">Resting potential, mV.</param>
    /// <param name="cm">Capacitance of the membrane, nF.</param>
    /// <param name="tau_m">Time constant of the membrane, ms.</param>
    /// <param name="tau_refrac">Refractory period, ms.</param>
    /// <param name="tau_syn_E">Time constant of excitation, ms.</param>
    /// <param name="tau_syn_I">Time constant of inhibition, ms.</param>
    /// <param name="e_rev_E">Reversal potential of excitation, mV.</param>
    /// <param name="e_rev_I">Reversal potential of inhibition, mV.</param>
    /// <param name="tau_w">Time constant of the adaptation, ms.</param>
    /// <param name="a">Sub-threshold adaptation, nS.</param>
    /// <param name="b">Increment of the adaptation at a spike, nA.</param>
    /// <param name="i_offset">Constant input current, nA.</param>
    /// <param name="delta_T">Sharpness of the exponential, mV.</param>
    /// <param name="v_thresh">Potential at which the exponential takes off, mV.</param>
    /// <param name="v_reset">Potential after a spike, and at the start, mV.</param>
    /// <param name="v_spike">Potential at which a spike is detected, mV.</param>
    public EIF_cond_alpha_isfa_ista(
        double v_rest = -70.6,
        double cm = 0.281,
        double tau_m = 9.3667,
        double tau_refrac = 0.1,
        double tau_syn_E = 5.0,
        double tau_syn_I = 5.0,
        double e_rev_E = 0.0,
        double e_rev_I = -80.0,
        double tau_w = 144.0,
        double a = 4.0,
        double b = 0.0805,
        double i_offset = 0.0,
        double delta_T = 2.0,
        double v_thresh = -50.4,
        double v_reset = -70.6,
        double v_spike = -40.0)
        : base(
            parameters: ParameterList.Locals(
                (nameof(v_rest), v_rest), (nameof(cm), cm), (nameof(tau_m), tau_m), (nameof(tau_refrac), tau_refrac),
                (nameof(tau_syn_E), tau_syn_E), (nameof(tau_syn_I), tau_syn_I), (nameof(e_rev_E), e_rev_E),
                (nameof(e_rev_I), e_rev_I), (nameof(tau_w), tau_w), (nameof(a), a), (nameof(b), b),
                (nameof(i_offset), i_offset), (nameof(delta_T), delta_T), (nameof(v_thresh), v_thresh),
                (nameof(v_reset), v_reset), (nameof(v_spike), v_spike)),
            equations: new EquationList
            {
                "gmax_exc = exp((tau_syn_E - dt/2.0)/tau_syn_E)",
                "gmax_inh = exp((tau_syn_I - dt/2.0)/tau_syn_I)",
                "I = alpha_exc * (e_rev_E - v) + alpha_inh * (e_rev_I - v) + i_offset",
                new Variable(
                    "tau_m * dv/dt = (v_rest - v + delta_T * exp((v - v_thresh)/delta_T)) + tau_m/cm*(I - w)",
                    init: v_reset),
                "tau_w * dw/dt = a * (v - v_rest) / 1000.0 - w",
                new Variable("tau_syn_E * dg_exc/dt = -g_exc", method: NumericalMethod.Exponential),
                new Variable("tau_syn_I * dg_inh/dt = -g_inh", method: NumericalMethod.Exponential),
                new Variable(
                    "tau_syn_E * dalpha_exc/dt = gmax_exc * g_exc - alpha_exc",
                    method: NumericalMethod.Exponential),
                new Variable(
                    "tau_syn_I * dalpha_inh/dt = gmax_inh * g_inh - alpha_inh",
                    method: NumericalMethod.Exponential),
            },
            spike: "v > v_spike",
            reset: "v = v_reset; w += b",
            refractory: nameof(tau_refrac),
            name: "Adaptive exponential Integrate-and-Fire",
            description: "Exponential integrate-and-fire neuron with adaptation and alpha-shaped conductances.")
    {
    }
}
