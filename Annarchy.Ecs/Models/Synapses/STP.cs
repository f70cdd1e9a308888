namespace Annarchy;

/// <summary>Spiking synapse with short-term facilitation and depression.</summary>
/// <remarks>
/// Tsodyks M., Uziel A. and Markram H. (2000), Synchrony Generation in Recurrent Networks with Frequency-Dependent Synapses,
/// Journal of Neuroscience 20:RC50. Resources <c>x</c> and their use <c>u</c> are integrated exactly between events. The time
/// constant of the post-synaptic current belongs to the neuron.
/// </remarks>
public sealed class STP : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau_rec">Time constant of recovery from depression, ms.</param>
    /// <param name="tau_facil">Time constant of facilitation, ms, above 0: a very small one means none.</param>
    /// <param name="U">Use of resources at rest, one per synapse.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tau_facil"/> is not positive.</exception>
    public STP(double tau_rec = 100.0, double tau_facil = 0.01, double U = 0.5)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau_rec)] = tau_rec,
                [nameof(tau_facil)] = Positive(tau_facil),
                [nameof(U)] = new Parameter(U, Locality.Local),
            },
            equations: new EquationList
            {
                new Variable("dx/dt = (1 - x)/tau_rec", init: 1.0, method: NumericalMethod.EventDriven),
                new Variable("du/dt = (U - u)/tau_facil", init: U, method: NumericalMethod.EventDriven),
            },
            preSpike: """
                g_target += w * u * x
                x *= (1 - u)
                u += U * (1 - u)
                """,
            name: "Short-term plasticity",
            description: "Synapse with short-term facilitation and depression after Tsodyks, Uziel and Markram.")
    {
    }

    private static double Positive(double tau_facil)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau_facil);
        return tau_facil;
    }
}
