namespace Annarchy;

/// <summary>Spiking synapse whose plasticity depends on pre-synaptic spikes and on the membrane potential <c>v</c> of the post-synaptic neuron.</summary>
/// <remarks>
/// <para>
/// Clopath C., Büsing L., Vasilaki E. and Gerstner W. (2010), Connectivity reflects coding: a model of voltage-based STDP with homeostasis,
/// Nature Neuroscience 13:344-352. A pre-synaptic spike depresses by A_LTD (u_minus - theta_minus)+; the weight grows by
/// dw/dt = A_LTP x (v - theta_plus)+ (u_plus - theta_minus)+. The averages <c>u_minus</c> and <c>u_plus</c> of the potential are one per
/// post-synaptic neuron, the trace <c>x</c> of pre-synaptic spikes jumps by 1/tau_x; all are integrated exponentially at every step.
/// </para>
/// <para>
/// With <c>u_ref2</c> above 0, the amplitude of depression is A_LTD u_2 / u_ref2, where <c>u_2</c> is the square of the depolarisation
/// above <c>E_L</c> averaged over <c>tau_homeostasis</c>: neurons that fire much are depressed more. The rule expects neurons whose
/// potential has spikes: one that is reset at its threshold never passes <c>theta_plus</c> by much. A spike is part of the averages from
/// its first step on. The defaults are the fit of the paper
/// to visual cortex.
/// </para>
/// </remarks>
public sealed class ClopathSTDP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="A_LTD">Amplitude of depression, 1/mV.</param>
    /// <param name="A_LTP">Amplitude of potentiation, 1/mV^2.</param>
    /// <param name="theta_minus">Averaged potential above which synapses change, mV.</param>
    /// <param name="theta_plus">Potential above which they are potentiated, mV.</param>
    /// <param name="tau_minus">Time constant of the average for depression, ms.</param>
    /// <param name="tau_plus">Time constant of the average for potentiation, ms.</param>
    /// <param name="tau_x">Time constant of the pre-synaptic trace, ms.</param>
    /// <param name="u_ref2">Reference for the homeostasis of depression, mV^2; 0 for a fixed amplitude.</param>
    /// <param name="tau_homeostasis">Time over which the depolarisation is averaged, ms.</param>
    /// <param name="E_L">Resting potential of the post-synaptic neuron, mV; where the averages start.</param>
    /// <param name="w_min">Smallest weight.</param>
    /// <param name="w_max">Largest weight.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="u_ref2"/> is negative.</exception>
    public ClopathSTDP(
        double A_LTD = 14e-5,
        double A_LTP = 8e-5,
        double theta_minus = -70.6,
        double theta_plus = -45.3,
        double tau_minus = 10.0,
        double tau_plus = 7.0,
        double tau_x = 15.0,
        double u_ref2 = 0.0,
        double tau_homeostasis = 1000.0,
        double E_L = -70.6,
        double w_min = 0.0,
        double w_max = 3.0)
        : base(
            parameters: new ParameterList
            {
                [nameof(A_LTD)] = A_LTD,
                [nameof(A_LTP)] = A_LTP,
                [nameof(theta_minus)] = theta_minus,
                [nameof(theta_plus)] = theta_plus,
                [nameof(tau_minus)] = tau_minus,
                [nameof(tau_plus)] = tau_plus,
                [nameof(tau_x)] = tau_x,
                [nameof(u_ref2)] = NotNegative(u_ref2),
                [nameof(tau_homeostasis)] = tau_homeostasis,
                [nameof(E_L)] = E_L,
                [nameof(w_min)] = w_min,
                [nameof(w_max)] = w_max,
            },
            equations: Equations(E_L, u_ref2 > 0.0),
            preSpike: $"""
                g_target += w
                w = clip(w - A_LTD * {(u_ref2 > 0.0 ? "u_2 / u_ref2 * " : string.Empty)}pos(u_minus - theta_minus), w_min, w_max)
                x += 1.0 / tau_x
                """,
            name: "Voltage-based spike-timing dependent plasticity",
            description: "Synapse with voltage-based spike-timing-dependent plasticity after Clopath et al.")
    {
    }

    private static EquationList Equations(double rest, bool hasHomeostasis)
    {
        var equations = new EquationList
        {
            new Variable("w = clip(w + dt * A_LTP * x * pos(post.v - theta_plus) * pos(u_plus - theta_minus), w_min, w_max)"),
            new Variable("tau_x * dx/dt = -x", method: NumericalMethod.Exponential),
            Average("tau_minus * du_minus/dt = post.v - u_minus", rest),
            Average("tau_plus * du_plus/dt = post.v - u_plus", rest),
        };
        if (hasHomeostasis)
            equations.Add(Average("tau_homeostasis * du_2/dt = pos(post.v - E_L)^2 - u_2", 0.0));
        return equations;
    }

    private static Variable Average(string equation, double init) =>
        new(equation, init: init, method: NumericalMethod.Exponential, locality: Locality.Semiglobal);

    private static double NotNegative(double u_ref2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(u_ref2);
        return u_ref2;
    }
}
