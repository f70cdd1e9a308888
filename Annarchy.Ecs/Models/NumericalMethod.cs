namespace Annarchy;

/// <summary>How an ordinary differential equation is advanced by one step.</summary>
public enum NumericalMethod
{
    /// <summary>Forward Euler: x += dt f(x).</summary>
    Explicit,

    /// <summary>Backward Euler, solved exactly; for linear equations and linear systems.</summary>
    Implicit,

    /// <summary>Backward Euler for the part of f linear in x, forward for the rest.</summary>
    SemiImplicit,

    /// <summary>Exponential Euler: exact for dx/dt = (A - x)/tau with A and tau constant over the step.</summary>
    Exponential,

    /// <summary>Runge-Kutta of order 2 (midpoint).</summary>
    Midpoint,

    /// <summary>The classical Runge-Kutta method of order 4.</summary>
    RungeKutta4,

    /// <summary>Exact integration over the time since the last spike a synapse saw; linear equations of synapses only.</summary>
    EventDriven,
}
