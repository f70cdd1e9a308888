using System.Collections.Immutable;

namespace Annarchy.Analysis.Methods;

/// <summary>The methods that advance clock-driven equations, and their names in model text.</summary>
internal static class NumericalMethods
{
    private static readonly ImmutableArray<INumericalMethod> All =
    [
        new ExplicitEuler(), new ImplicitEuler(), new SemiImplicitEuler(), new ExponentialEuler(), new Midpoint(), new RungeKutta4(),
    ];

    public static INumericalMethod Of(NumericalMethod method) => All.First(m => m.Method == method);

    public static string Name(NumericalMethod method) => method switch
    {
        NumericalMethod.Explicit => "explicit",
        NumericalMethod.Implicit => "implicit",
        NumericalMethod.SemiImplicit => "semiimplicit",
        NumericalMethod.Exponential => "exponential",
        NumericalMethod.Midpoint => "midpoint",
        NumericalMethod.RungeKutta4 => "rk4",
        _ => "event-driven",
    };
}
