using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// Backward Euler: <c>D (x' - x) = dt f(x')</c> solved for x'. Equations that depend on each other are solved together; they have
/// to be linear in their variables, while a variable they read without being read by may enter in any way.
/// </summary>
internal sealed class ImplicitEuler : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.Implicit;

    public Integration Advance(OdeSystem system)
    {
        var solved = new Dictionary<Node, Node>();
        foreach (var block in CoupledBlocks.Of(system.Equations))
        {
            var known = new Substitution(system.Factory, solved);
            ImmutableArray<Ode> equations =
            [
                .. block.Select(ode => ode with
                {
                    Numerator = known.Apply(ode.Numerator),
                    Denominator = ode.Denominator is null ? null : known.Apply(ode.Denominator),
                }),
            ];
            var solution = Solve(system, equations);
            if (!solution.IsAccepted)
                return solution.Refusal;
            for (var i = 0; i < equations.Length; i++)
                solved.Add(equations[i].Unknown, solution.Values[i]);
        }

        return system.Equations.Select(ode => solved[ode.Unknown]).ToArray();
    }

    private static Integration Solve(OdeSystem system, ImmutableArray<Ode> equations)
    {
        var factory = system.Factory;
        var analysis = new LinearAnalysis(factory, [.. equations.Select(ode => ode.Unknown)]);
        var matrix = new Node?[equations.Length][];
        var rightSide = new Node?[equations.Length];
        for (var row = 0; row < equations.Length; row++)
        {
            var ode = equations[row];
            var form = analysis.Of(ode.Numerator);
            var culprit = form.Nonlinear ?? (ode.Denominator is { } d && !analysis.IsFree(d) ? d : null);
            if (culprit is not null)
                return Nonlinear(ode, equations, culprit);
            var denominator = ode.Denominator ?? factory.Constant(1.0);
            matrix[row] = [.. form.Factors.Select(a => a is null ? null : factory.Negate(factory.Multiply(system.TimeStep, a)))];
            matrix[row][row] = matrix[row][row] is { } diagonal ? factory.Add(denominator, diagonal) : denominator;
            rightSide[row] = factory.Multiply(denominator, ode.Current);
            if (form.Rest is not null)
                rightSide[row] = factory.Add(rightSide[row]!, factory.Multiply(system.TimeStep, form.Rest));
        }

        return LinearSystem.Solve(factory, matrix, rightSide) is { } solution
            ? solution
            : new Refusal(equations[0].Variable, "the equations have no unique solution", "the explicit method");
    }

    private static Refusal Nonlinear(Ode ode, ImmutableArray<Ode> equations, Node culprit)
    {
        var names = string.Join(" and ", equations.Select(e => e.Variable));
        var subject = equations.Length == 1 ? "the equation is" : "the equations, which are solved together, are";
        return new Refusal(
            ode.Variable,
            $"{subject} not linear in {names}: it contains {ExpressionPrinter.PrintShort(culprit)}",
            "the explicit, semi-implicit, midpoint or rk4 method");
    }
}
