namespace Annarchy;

/// <summary>Rate-coded synapse with regularised Hebbian learning: dw/dt = eta (pre.r post.r - alpha post.r^2 w).</summary>
/// <remarks>Oja E. (1982), Simplified neuron model as a principal component analyzer, J. Math. Biology 15:267-273.</remarks>
public sealed class Oja : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="eta">Learning rate, 1/ms.</param>
    /// <param name="alpha">Strength of the regularisation.</param>
    public Oja(double eta = 0.01, double alpha = 1.0)
        : base(
            parameters: new ParameterList { [nameof(eta)] = eta, [nameof(alpha)] = alpha },
            equations: new Variable(
                "dw/dt = eta * (pre.r * post.r - alpha * post.r^2 * w)", min: 0.0, method: NumericalMethod.Explicit),
            name: "Oja plasticity",
            description: "Regularised Hebbian learning rule.")
    {
    }
}
