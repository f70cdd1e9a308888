namespace Annarchy.Analysis.Methods;

/// <summary>Forward Euler: <c>x += dt f(x)</c>.</summary>
internal sealed class ExplicitEuler : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.Explicit;

    public Integration Advance(OdeSystem system) => system.Move(system.Increments(system.TimeStep, system.Current));
}
