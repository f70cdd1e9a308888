namespace Annarchy;

/// <summary>Rate-coded leaky integrator: tau dv/dt + v = inputs + B + noise, r = max(0, v - T).</summary>
/// <remarks>
/// The baseline <c>B</c> is one per neuron, <c>tau</c> and <c>T</c> are one for the population. Integrated by exponential
/// Euler.
/// </remarks>
public sealed class LeakyIntegrator : Neuron
{
    /// <summary>Defines the model.</summary>
    /// <param name="tau">Time constant, ms.</param>
    /// <param name="B">Baseline.</param>
    /// <param name="T">Threshold of the rate.</param>
    /// <param name="sum">The inputs, such as <c>"sum(ampa)"</c>.</param>
    /// <param name="noise">What is added in every step, such as <c>"Normal(0.0, 1.0)"</c>.</param>
    public LeakyIntegrator(
        double tau = 10.0,
        double B = 0.0,
        double T = 0.0,
        string sum = "sum(exc) - sum(inh)",
        string? noise = null)
        : base(
            parameters: new ParameterList
            {
                [nameof(tau)] = tau,
                [nameof(B)] = new Parameter(B, Locality.Local),
                [nameof(T)] = T,
            },
            equations: new EquationList
            {
                new Variable(
                    $"tau * dv/dt + v = {sum} + B" + (string.IsNullOrWhiteSpace(noise) ? "" : " + " + noise),
                    method: NumericalMethod.Exponential),
                "r = pos(v - T)",
            },
            name: "Leaky-Integrator",
            description: "Leaky integrator with a rectified linear rate and additive noise.")
    {
    }
}
