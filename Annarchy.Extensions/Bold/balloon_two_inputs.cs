using static Annarchy.Bold.BalloonEquations;

namespace Annarchy.Bold;

/// <summary>
/// Balloon model with two inputs, one that drives the blood flow (<c>I_CBF</c>) and one the metabolic rate of oxygen (<c>I_CMRO2</c>), with
/// revised coefficients and the non-linear BOLD equation.
/// </summary>
/// <remarks>
/// <para>
/// Flow <c>f_in</c> and oxygen consumption <c>r</c> are two damped oscillators, the flow underdamped (undershoot), oxygen ten times faster
/// and critically damped; the gain of the second is scaled so that equal inputs give both the same steady state. Outflow is slower
/// while the balloon shrinks (viscoelastic effect):
/// </para>
/// <code>
/// f_out     = v^(1/alpha) + tau_out (f_in - v^(1/alpha)) / (tau + tau_out),   tau_out = tau_out1 while it grows, else tau_out2
/// tau dq/dt = r - q/v f_out
/// (tau + tau_out) dv/dt = f_in - v^(1/alpha)
/// </code>
/// <para>
/// Sources: Buxton et al. (NeuroImage 23, 2004), Friston et al. (2000), Stephan et al. (2007), Maith et al. (2022).
/// </para>
/// </remarks>
public sealed class balloon_two_inputs : BoldModel
{
    private const string TwoInputs = """
        I_CBF              = sum(I_CBF)                                              : init=0
        second*ds_CBF/dt   = phi_CBF*I_CBF - kappa_CBF*s_CBF - gamma_CBF*flow        : init=0
        second*dflow/dt    = s_CBF                                                   : init=0, min=-0.99
        f_in               = 1 + flow                                                : init=1
        I_CMRO2            = sum(I_CMRO2)                                            : init=0
        second*ds_CMRO2/dt = phi_CMRO2*I_CMRO2*(gamma_CMRO2/gamma_CBF) - kappa_CMRO2*s_CMRO2 - gamma_CMRO2*oxygen : init=0
        second*doxygen/dt  = s_CMRO2                                                 : init=0, min=-0.99
        r                  = 1 + oxygen                                              : init=1
        surplus            = f_in - v^(1/alpha)
        tau_out            = if surplus > 0: tau_out1 else: tau_out2
        f_out              = v^(1/alpha) + tau_out*surplus/(tau + tau_out)           : init=1, min=0.01
        dcontent/dt        = (r - (q/v)*f_out) / (second*tau)                        : init=0, min=-0.99
        dvolume/dt         = surplus / (tau + tau_out) / second                      : init=0, min=-0.99
        q                  = 1 + content                                             : init=1
        v                  = 1 + volume                                              : init=1
        """;

    /// <summary>Defines the model.</summary>
    /// <param name="phi_CBF">Strength of the input to the flow.</param>
    /// <param name="phi_CMRO2">Strength of the input to the oxygen consumption.</param>
    /// <param name="kappa_CBF">Decay of the flow's signal, 1/s; 0.6 of critical damping.</param>
    /// <param name="gamma_CBF">Feedback of the flow, 1/s^2.</param>
    /// <param name="kappa_CMRO2">Decay of the signal of oxygen consumption, 1/s; critical damping.</param>
    /// <param name="gamma_CMRO2">Feedback of the oxygen consumption, 1/s^2.</param>
    /// <param name="E_0">Oxygen extraction at rest, a fraction.</param>
    /// <param name="tau">Time the blood needs through the balloon at rest, s.</param>
    /// <param name="alpha">Stiffness of the vessels.</param>
    /// <param name="V_0">Venous blood volume at rest, a fraction.</param>
    /// <param name="v_0">Frequency offset at the surface of a vessel full of deoxygenated blood, 1/s; 40.3 at 1.5 T.</param>
    /// <param name="TE">Echo time, s.</param>
    /// <param name="epsilon">Ratio of the signals inside and outside of the vessels.</param>
    /// <param name="r_0">Slope of the relaxation rate inside of vessels over oxygen saturation, 1/s.</param>
    /// <param name="tau_out1">Viscoelastic time while the balloon grows, s.</param>
    /// <param name="tau_out2">Viscoelastic time while it shrinks, s.</param>
    public balloon_two_inputs(
        double phi_CBF = 1.0,
        double phi_CMRO2 = 1.0,
        double kappa_CBF = 0.7650920556760059,
        double gamma_CBF = 1.0 / 2.46,
        double kappa_CMRO2 = 4.032389192727559,
        double gamma_CMRO2 = 10.0 / 2.46,
        double E_0 = 0.34,
        double tau = 0.98,
        double alpha = 0.33,
        double V_0 = 0.02,
        double v_0 = 40.3,
        double TE = 0.04,
        double epsilon = 1.0,
        double r_0 = 25.0,
        double tau_out1 = 0.0,
        double tau_out2 = 20.0)
        : base(
            parameters: Parameters(
                (nameof(phi_CBF), phi_CBF),
                (nameof(phi_CMRO2), phi_CMRO2),
                (nameof(kappa_CBF), kappa_CBF),
                (nameof(gamma_CBF), gamma_CBF),
                (nameof(kappa_CMRO2), kappa_CMRO2),
                (nameof(gamma_CMRO2), gamma_CMRO2),
                (nameof(E_0), E_0),
                (nameof(tau), tau),
                (nameof(alpha), alpha),
                (nameof(V_0), V_0),
                (nameof(v_0), v_0),
                (nameof(TE), TE),
                (nameof(epsilon), epsilon),
                (nameof(r_0), r_0),
                (nameof(tau_out1), tau_out1),
                (nameof(tau_out2), tau_out2)),
            equations: Join(TwoInputs, Revised, NonLinear),
            inputs: ["I_CBF", "I_CMRO2"],
            name: "balloon_two_inputs",
            description: "BOLD signal of a balloon model with inputs to blood flow and oxygen consumption (Buxton et al., 2004; Maith et al., 2022).")
    {
    }
}
