namespace Annarchy.Analysis.Methods;

/// <summary>
/// Exponential Euler: with dx/dt = (A - x) / tau, <c>x += (1 - exp(-dt/tau)) (A - x)</c>; exact while A and tau are constant.
/// </summary>
internal sealed class ExponentialEuler : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.Exponential;

    public Integration Advance(OdeSystem system)
    {
        var at = system.At(system.Current);
        var values = new List<Programs.Node>();
        foreach (var ode in system.Equations)
        {
            if (!Relaxation.TryFind(system.Factory, ode, out var relaxation, out var refusal))
                return refusal;
            values.Add(relaxation.Apply(at).After(system.Factory, system.TimeStep, ode.Current));
        }

        return values.ToArray();
    }
}
