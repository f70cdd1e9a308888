namespace Annarchy;

/// <summary>Rate-coded synapse with Hebbian learning: dw/dt = eta pre.r post.r.</summary>
/// <remarks>Weights do not become negative, and nothing else bounds them.</remarks>
public sealed class Hebb : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="eta">Learning rate, 1/ms.</param>
    public Hebb(double eta = 0.01)
        : base(
            parameters: new ParameterList { [nameof(eta)] = eta },
            equations: new Variable("dw/dt = eta * pre.r * post.r", min: 0.0, method: NumericalMethod.Explicit),
            name: "Hebbian Plasticity",
            description: "Simple Hebbian learning rule.")
    {
    }
}
