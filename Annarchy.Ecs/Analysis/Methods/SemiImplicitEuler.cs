using Annarchy.Analysis.Algebra;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// Backward Euler for the part linear in the variable, forward Euler for the rest: with D dx/dt = a x + b,
/// <c>x = (D x + dt b) / (D - dt a)</c>.
/// </summary>
internal sealed class SemiImplicitEuler : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.SemiImplicit;

    public Integration Advance(OdeSystem system)
    {
        var factory = system.Factory;
        var values = new List<Programs.Node>();
        foreach (var ode in system.Equations)
        {
            var analysis = new LinearAnalysis(factory, [ode.Unknown]);
            var form = analysis.Of(ode.Numerator);
            if (form is { IsLinear: false, Factors: [null] })
                return new Refusal(ode.Variable, $"no term of the equation is linear in {ode.Variable}", "the explicit, midpoint or rk4 method");
            var at = system.At(system.Current);
            var denominator = at.Apply(ode.Denominator ?? factory.Constant(1.0));
            var moved = factory.Multiply(denominator, ode.Current);
            if (form.Rest is not null)
                moved = factory.Add(moved, factory.Multiply(system.TimeStep, at.Apply(form.Rest)));
            if (form.Factors[0] is { } factor)
                denominator = factory.Subtract(denominator, factory.Multiply(system.TimeStep, at.Apply(factor)));
            values.Add(factory.Divide(moved, denominator));
        }

        return values.ToArray();
    }
}
