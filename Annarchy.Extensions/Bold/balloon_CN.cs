using static Annarchy.Bold.BalloonEquations;

namespace Annarchy.Bold;

/// <summary>Balloon model with classical coefficients and the non-linear BOLD equation (Stephan et al., NeuroImage 38, 2007).</summary>
/// <remarks>
/// <code>
/// k_1  = (1 - V_0) 4.3 v_0 E_0 TE,   k_2 = 2 E_0,   k_3 = 1 - epsilon
/// BOLD = V_0 (k_1 (1 - q) + k_2 (1 - q/v) + k_3 (1 - v))
/// </code>
/// The rest is that of <see cref="BoldModel"/>. Coefficients: Buxton et al. (1998); parameters: Friston et al. (2000).
/// </remarks>
public sealed class balloon_CN : BoldModel
{
    /// <summary>Defines the model.</summary>
    /// <param name="phi">Strength of the input.</param>
    /// <param name="kappa">Decay of the vascular signal, 1/s.</param>
    /// <param name="gamma">Feedback of the flow on it, 1/s^2.</param>
    /// <param name="E_0">Oxygen extraction at rest, a fraction.</param>
    /// <param name="tau">Time the blood needs through the balloon at rest, s.</param>
    /// <param name="alpha">Stiffness of the vessels.</param>
    /// <param name="V_0">Venous blood volume at rest, a fraction.</param>
    /// <param name="v_0">Frequency offset at the surface of a vessel full of deoxygenated blood, 1/s; 40.3 at 1.5 T.</param>
    /// <param name="TE">Echo time, s.</param>
    /// <param name="epsilon">Ratio of the signals inside and outside of the vessels.</param>
    public balloon_CN(
        double phi = 1.0,
        double kappa = 1.0 / 1.54,
        double gamma = 1.0 / 2.46,
        double E_0 = 0.34,
        double tau = 0.98,
        double alpha = 0.33,
        double V_0 = 0.02,
        double v_0 = 40.3,
        double TE = 0.04,
        double epsilon = 1.43)
        : base(
            parameters: Parameters(
                (nameof(phi), phi),
                (nameof(kappa), kappa),
                (nameof(gamma), gamma),
                (nameof(E_0), E_0),
                (nameof(tau), tau),
                (nameof(alpha), alpha),
                (nameof(V_0), V_0),
                (nameof(v_0), v_0),
                (nameof(TE), TE),
                (nameof(epsilon), epsilon)),
            equations: Join(Balloon, Classical, NonLinear),
            inputs: "I_CBF",
            name: "balloon_CN",
            description: "BOLD signal of a balloon model with classical coefficients and the non-linear BOLD equation (Stephan et al., 2007).")
    {
    }
}
