namespace Annarchy;

/// <summary>Leaky integrate-and-fire neuron with a fixed threshold and alpha-shaped synaptic conductances.</summary>
/// <remarks>
/// Spikes add their weight to <c>g_exc</c> or <c>g_inh</c>, the synaptic conductances in uS. An alpha function is made of
/// two linear equations in a row: <c>g</c> decays and feeds <c>alpha</c>, which peaks one time constant after a spike at
/// the weight of the synapse.
/// </remarks>
public sealed class IF_cond_alpha : Neuron
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
    /// <param name="v_thresh">Threshold, mV.</param>
    /// <param name="v_reset">Potential after a spike, and at the start, mV.</param>
    /// <param name="i_offset">Constant input current, nA.</param>
    public IF_cond_alpha(
        double v_rest = -65.0,
        double cm = 1.0,
        double tau_m = 20.0,
        double tau_refrac = 0.0,
        double tau_syn_E = 5.0,
        double tau_syn_I = 5.0,
        double e_rev_E = 0.0,
        double e_rev_I = -70.0,
        double v_thresh = -50.0,
        double v_reset = -65.0,
        double i_offset = 0.0)
        : base(
            parameters: ParameterList.Locals(
                (nameof(v_rest), v_rest), (nameof(cm), cm), (nameof(tau_m), tau_m), (nameof(tau_refrac), tau_refrac),
                (nameof(tau_syn_E), tau_syn_E), (nameof(tau_syn_I), tau_syn_I), (nameof(e_rev_E), e_rev_E),
                (nameof(e_rev_I), e_rev_I), (nameof(v_thresh), v_thresh), (nameof(v_reset), v_reset),
                (nameof(i_offset), i_offset)),
            equations: new EquationList
            {
                "gmax_exc = exp((tau_syn_E - dt/2.0)/tau_syn_E)",
                "gmax_inh = exp((tau_syn_I - dt/2.0)/tau_syn_I)",
                new Variable(
                    "cm * dv/dt = cm/tau_m*(v_rest - v) + alpha_exc * (e_rev_E - v) + alpha_inh * (e_rev_I - v) + i_offset",
                    init: v_reset,
                    method: NumericalMethod.Exponential),
                new Variable("tau_syn_E * dg_exc/dt = -g_exc", method: NumericalMethod.Exponential),
                new Variable("tau_syn_I * dg_inh/dt = -g_inh", method: NumericalMethod.Exponential),
                new Variable(
                    "tau_syn_E * dalpha_exc/dt = gmax_exc * g_exc - alpha_exc",
                    method: NumericalMethod.Exponential),
                new Variable(
                    "tau_syn_I * dalpha_inh/dt = gmax_inh * g_inh - alpha_inh",
                    method: NumericalMethod.Exponential),
            },
            spike: "v > v_thresh",
            reset: "v = v_reset",
            refractory: nameof(tau_refrac),
            name: "Integrate-and-Fire",
            description: "Leaky integrate-and-fire neuron with a fixed threshold and alpha-shaped synaptic conductances.")
    {
    }
}
