namespace Annarchy;

/// <summary>Hodgkin-Huxley neuron of one compartment with exponentially decaying synaptic conductances.</summary>
/// <remarks>
/// Transient sodium and delayed-rectifier potassium currents with the channel model of Traub R. D. and Miles R. (1991),
/// Neuronal Networks of the Hippocampus. The gates, the potential and the conductances are integrated by exponential Euler;
/// a spike is a crossing of <c>v_thresh</c> from below, and nothing is reset. Spikes add their weight to <c>g_exc</c> or
/// <c>g_inh</c>, the synaptic conductances in uS.
/// </remarks>
public sealed class HH_cond_exp : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="gbar_Na">Largest conductance of sodium, uS.</param>
    /// <param name="gbar_K">Largest conductance of potassium, uS.</param>
    /// <param name="gleak">Leak conductance, uS.</param>
    /// <param name="cm">Capacitance of the membrane, nF.</param>
    /// <param name="v_offset">Offset of the rate constants, mV.</param>
    /// <param name="e_rev_Na">Reversal potential of sodium, mV.</param>
    /// <param name="e_rev_K">Reversal potential of potassium, mV.</param>
    /// <param name="e_rev_leak">Reversal potential of the leak, and the potential at the start, mV.</param>
    /// <param name="e_rev_E">Reversal potential of excitation, mV.</param>
    /// <param name="e_rev_I">Reversal potential of inhibition, mV.</param>
    /// <param name="tau_syn_E">Time constant of excitation, ms.</param>
    /// <param name="tau_syn_I">Time constant of inhibition, ms.</param>
    /// <param name="i_offset">Constant input current, nA.</param>
    /// <param name="v_thresh">Threshold, mV.</param>
    public HH_cond_exp(
        double gbar_Na = 20.0,
        double gbar_K = 6.0,
        double gleak = 0.01,
        double cm = 0.2,
        double v_offset = -63.0,
        double e_rev_Na = 50.0,
        double e_rev_K = -90.0,
        double e_rev_leak = -65.0,
        double e_rev_E = 0.0,
        double e_rev_I = -80.0,
        double tau_syn_E = 0.2,
        double tau_syn_I = 2.0,
        double i_offset = 0.0,
        double v_thresh = 0.0)
        : base(
            parameters: ParameterList.Locals(
                (nameof(gbar_Na), gbar_Na), (nameof(gbar_K), gbar_K), (nameof(gleak), gleak), (nameof(cm), cm),
                (nameof(v_offset), v_offset), (nameof(e_rev_Na), e_rev_Na), (nameof(e_rev_K), e_rev_K),
                (nameof(e_rev_leak), e_rev_leak), (nameof(e_rev_E), e_rev_E), (nameof(e_rev_I), e_rev_I),
                (nameof(tau_syn_E), tau_syn_E), (nameof(tau_syn_I), tau_syn_I), (nameof(i_offset), i_offset),
                (nameof(v_thresh), v_thresh)),
            equations: new EquationList
            {
                "prev_v = v",
                "an = 0.032 * (15.0 - v + v_offset) / (exp((15.0 - v + v_offset)/5.0) - 1.0)",
                "am = 0.32 * (13.0 - v + v_offset) / (exp((13.0 - v + v_offset)/4.0) - 1.0)",
                "ah = 0.128 * exp((17.0 - v + v_offset)/18.0)",
                "bn = 0.5 * exp((10.0 - v + v_offset)/40.0)",
                "bm = 0.28 * (v - v_offset - 40.0) / (exp((v - v_offset - 40.0)/5.0) - 1.0)",
                "bh = 4.0/(1.0 + exp(10.0 - v + v_offset))",
                new Variable("dn/dt = an * (1.0 - n) - bn * n", init: 0.0, method: NumericalMethod.Exponential),
                new Variable("dm/dt = am * (1.0 - m) - bm * m", init: 0.0, method: NumericalMethod.Exponential),
                new Variable("dh/dt = ah * (1.0 - h) - bh * h", init: 1.0, method: NumericalMethod.Exponential),
                new Variable(
                    "cm * dv/dt = gleak*(e_rev_leak - v) + gbar_K * n**4 * (e_rev_K - v) + gbar_Na * m**3 * h * (e_rev_Na - v)"
                    + " + g_exc * (e_rev_E - v) + g_inh * (e_rev_I - v) + i_offset",
                    init: e_rev_leak,
                    method: NumericalMethod.Exponential),
                new Variable("tau_syn_E * dg_exc/dt = -g_exc", method: NumericalMethod.Exponential),
                new Variable("tau_syn_I * dg_inh/dt = -g_inh", method: NumericalMethod.Exponential),
            },
            spike: "(v > v_thresh) and (prev_v <= v_thresh)",
            name: "Hodgkin-Huxley",
            description: "Hodgkin-Huxley neuron of one compartment with transient sodium and delayed-rectifier potassium currents.")
    {
    }
}
