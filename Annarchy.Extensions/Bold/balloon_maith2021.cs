using static Annarchy.Bold.BalloonEquations;

namespace Annarchy.Bold;

/// <summary>The balloon model of Maith et al. (European Journal of Neuroscience 53, 2021), fitted to resting-state fMRI.</summary>
/// <remarks>
/// <code>
/// k_1  = 7 E_0,   k_2 = 2,   k_3 = 2 E_0 - 0.2
/// BOLD = V_0 (k_1 (1 - q) + k_2 (1 - q/v) + k_3 (1 - v))
/// </code>
/// The rest is that of <see cref="BoldModel"/>, with the parameters of Friston et al. (2000).
/// </remarks>
public sealed class balloon_maith2021 : BoldModel
{
    /// <summary>Defines the model.</summary>
    /// <param name="phi">Strength of the input.</param>
    /// <param name="kappa">Decay of the vascular signal, 1/s.</param>
    /// <param name="gamma">Feedback of the flow on it, 1/s^2.</param>
    /// <param name="E_0">Oxygen extraction at rest, a fraction.</param>
    /// <param name="tau">Time the blood needs through the balloon at rest, s.</param>
    /// <param name="alpha">Stiffness of the vessels.</param>
    /// <param name="V_0">Venous blood volume at rest, a fraction.</param>
    public balloon_maith2021(
        double phi = 1.0,
        double kappa = 0.665,
        double gamma = 0.412,
        double E_0 = 0.3424,
        double tau = 1.0368,
        double alpha = 0.3215,
        double V_0 = 0.02)
        : base(
            parameters: Parameters(
                (nameof(phi), phi),
                (nameof(kappa), kappa),
                (nameof(gamma), gamma),
                (nameof(E_0), E_0),
                (nameof(tau), tau),
                (nameof(alpha), alpha),
                (nameof(V_0), V_0)),
            equations: Join(Balloon, "k_1 = 7*E_0\nk_2 = 2\nk_3 = 2*E_0 - 0.2", NonLinear),
            inputs: "I_CBF",
            name: "balloon_maith2021",
            description: "BOLD signal of the balloon model of Maith et al. (2021).")
    {
    }
}
