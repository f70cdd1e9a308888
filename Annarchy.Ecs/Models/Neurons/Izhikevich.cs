namespace Annarchy;

/// <summary>The quadratic neuron of Izhikevich with instantaneous synapses.</summary>
/// <remarks>
/// Izhikevich E. M. (2003), Simple Model of Spiking Neurons, IEEE Transactions on Neural Networks 14:6. The defaults are those of
/// a regular-spiking neuron; all parameters are one per neuron. Integrated by explicit Euler unless the network says otherwise.
/// </remarks>
public sealed class Izhikevich : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="a">Speed of the recovery, 1/ms.</param>
    /// <param name="b">Coupling of the recovery to the potential.</param>
    /// <param name="c">Potential after a spike, and at the start, mV.</param>
    /// <param name="d">Increment of the recovery at a spike.</param>
    /// <param name="v_thresh">Threshold, mV.</param>
    /// <param name="i_offset">Constant input current.</param>
    /// <param name="noise">Amplitude of the normal noise of the input current.</param>
    /// <param name="tau_refrac">Refractory period, ms.</param>
    /// <param name="conductance">The synaptic input, such as <c>"g_ampa - g_gaba"</c>.</param>
    public Izhikevich(
        double a = 0.02,
        double b = 0.2,
        double c = -65.0,
        double d = 8.0,
        double v_thresh = 30.0,
        double i_offset = 0.0,
        double noise = 0.0,
        double tau_refrac = 0.0,
        string conductance = "g_exc - g_inh")
        : base(
            parameters: ParameterList.Locals(
                (nameof(noise), noise), (nameof(a), a), (nameof(b), b), (nameof(c), c), (nameof(d), d),
                (nameof(v_thresh), v_thresh), (nameof(i_offset), i_offset), (nameof(tau_refrac), tau_refrac)),
            equations: new EquationList
            {
                $"I = {conductance} + noise * Normal(0.0, 1.0) + i_offset",
                new Variable("dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + I", init: c),
                new Variable("du/dt = a * (b*v - u)", init: b * c),
            },
            spike: "v > v_thresh",
            reset: "v = c; u += d",
            refractory: nameof(tau_refrac),
            name: "Izhikevich",
            description: "Quadratic integrate-and-fire neuron with adaptation.")
    {
    }
}
