namespace Annarchy;

/// <summary>Leaky integrate-and-fire neuron with a fixed threshold and exponentially decaying synaptic currents.</summary>
/// <remarks>
/// Spikes add their weight to <c>g_exc</c> or <c>g_inh</c>, the synaptic currents in nA. Integrated by exponential Euler.
/// </remarks>
public sealed class IF_curr_exp : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="v_rest">Resting potential, mV.</param>
    /// <param name="cm">Capacitance of the membrane, nF.</param>
    /// <param name="tau_m">Time constant of the membrane, ms.</param>
    /// <param name="tau_refrac">Refractory period, ms.</param>
    /// <param name="tau_syn_E">Time constant of excitation, ms.</param>
    /// <param name="tau_syn_I">Time constant of inhibition, ms.</param>
    /// <param name="v_thresh">Threshold, mV.</param>
    /// <param name="v_reset">Potential after a spike, and at the start, mV.</param>
    /// <param name="i_offset">Constant input current, nA.</param>
    public IF_curr_exp(
        double v_rest = -65.0,
        double cm = 1.0,
        double tau_m = 20.0,
        double tau_refrac = 0.0,
        double tau_syn_E = 5.0,
        double tau_syn_I = 5.0,
        double v_thresh = -50.0,
        double v_reset = -65.0,
        double i_offset = 0.0)
        : base(
            parameters: ParameterList.Locals(
                (nameof(v_rest), v_rest), (nameof(cm), cm), (nameof(tau_m), tau_m), (nameof(tau_refrac), tau_refrac),
                (nameof(tau_syn_E), tau_syn_E), (nameof(tau_syn_I), tau_syn_I), (nameof(v_thresh), v_thresh),
                (nameof(v_reset), v_reset), (nameof(i_offset), i_offset)),
            equations: new EquationList
            {
                new Variable(
                    "cm * dv/dt = cm/tau_m*(v_rest - v) + g_exc - g_inh + i_offset",
                    init: v_reset,
                    method: NumericalMethod.Exponential),
                new Variable("tau_syn_E * dg_exc/dt = -g_exc", method: NumericalMethod.Exponential),
                new Variable("tau_syn_I * dg_inh/dt = -g_inh", method: NumericalMethod.Exponential),
            },
            spike: "v > v_thresh",
            reset: "v = v_reset",
            refractory: nameof(tau_refrac),
            name: "Integrate-and-Fire",
            description: "Leaky integrate-and-fire neuron with a fixed threshold and exponentially decaying synaptic currents.")
    {
    }
}
