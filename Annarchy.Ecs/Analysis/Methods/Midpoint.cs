namespace Annarchy.Analysis.Methods;

/// <summary>Runge-Kutta of order 2: <c>x += dt f(x + dt/2 f(x))</c>.</summary>
internal sealed class Midpoint : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.Midpoint;

    public Integration Advance(OdeSystem system)
    {
        var halfStep = system.Factory.Multiply(system.TimeStep, system.Factory.Constant(0.5));
        var middle = system.Move(system.Increments(halfStep, system.Current));
        return system.Move(system.Increments(system.TimeStep, middle));
    }
}
