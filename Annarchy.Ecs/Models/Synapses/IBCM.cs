namespace Annarchy;

/// <summary>
/// Rate-coded synapse with the learning rule of Bienenstock, Cooper and Munro in the form of Intrator and Cooper.
/// </summary>
/// <remarks>
/// Intrator N. and Cooper L. N. (1992), Objective function formulation of the BCM theory of visual cortical plasticity, Neural
/// Networks 5:3-17. The sliding threshold <c>theta</c>, one per post-synaptic neuron, follows the square of its rate.
/// </remarks>
public sealed class IBCM : Synapse
{
    /// <summary>Defines the model.</summary>
    /// <param name="eta">Learning rate, 1/ms.</param>
    /// <param name="tau">Time constant of the sliding threshold, ms.</param>
    public IBCM(double eta = 0.01, double tau = 2000.0)
        : base(
            parameters: new ParameterList { [nameof(eta)] = eta, [nameof(tau)] = tau },
            equations: new EquationList
            {
                new Variable(
                    "tau * dtheta/dt + theta = post.r^2", method: NumericalMethod.Exponential, locality: Locality.Semiglobal),
                new Variable(
                    "dw/dt = eta * post.r * (post.r - theta) * pre.r", min: 0.0, method: NumericalMethod.Explicit),
            },
            name: "IBCM",
            description: "Intrator and Cooper (1992) learning rule.")
    {
    }
}
