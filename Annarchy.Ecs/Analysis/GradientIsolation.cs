using Annarchy.Analysis.Algebra;
using Annarchy.Analysis.Methods;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>Solves an ODE for its gradient, wherever that stands, as long as both sides are linear in it.</summary>
internal static class GradientIsolation
{
    /// <summary>The equation as dx/dt = numerator / denominator.</summary>
    /// <param name="equation">The equation.</param>
    /// <param name="names">What its names mean.</param>
    /// <param name="resolver">Resolves its names, with unknowns for the variables of its group.</param>
    /// <param name="unknown">The node that stands for x.</param>
    /// <param name="current">x before the step.</param>
    public static Ode Isolate(EquationSyntax equation, ModelNames names, ExpressionResolver resolver, Node unknown, Node current)
    {
        var factory = names.Factory;
        var statement = (DifferentialStatement)equation.Statement;
        if (equation.Kind == AttributeKind.Boolean)
        {
            throw new EquationException(
                $"'{equation.Variable}' is a truth value, so it has no gradient.", statement.VariableSpan, "a float variable");
        }

        var gradient = factory.Read(new Slot(SlotOwner.Unknown, $"d{equation.Variable}/dt", Locality.Local, AttributeKind.Real));
        var analysis = new LinearAnalysis(factory, [gradient]);
        var sides = resolver.WithGradient(equation.Variable, gradient);
        var left = analysis.Of(factory.ToReal(sides.Resolve(statement.Left)));
        var right = analysis.Of(factory.ToReal(sides.Resolve(statement.Right)));
        if ((left.Nonlinear ?? right.Nonlinear) is { } culprit)
        {
            throw new EquationException(
                $"The equation cannot be solved for d{equation.Variable}/dt: it is not linear in it.",
                statement.Span,
                $"d{equation.Variable}/dt multiplied by and added to other terms only, unlike in {ExpressionPrinter.PrintShort(culprit)}");
        }

        var denominator = Difference(factory, left.Factors[0], right.Factors[0])
            ?? throw new EquationException(
                $"The equation cannot be solved for d{equation.Variable}/dt: it cancels out.",
                statement.Span,
                $"d{equation.Variable}/dt with a factor other than zero");
        var numerator = Difference(factory, right.Rest, left.Rest) ?? factory.Constant(0.0);
        return Normalise(factory, equation.Variable, unknown, current, numerator, denominator);
    }

    private static Node? Difference(NodeFactory factory, Node? x, Node? y)
    {
        if (y is null)
            return x;
        var difference = x is null ? factory.Negate(y) : factory.Subtract(x, y);
        return x == y || difference.IsConstantOf(0.0) ? null : difference;
    }

    /// <summary>Moves divisors from the numerator to the denominator and back, and signs to the numerator.</summary>
    private static Ode Normalise(NodeFactory factory, string variable, Node unknown, Node current, Node numerator, Node denominator)
    {
        while (true)
        {
            if (denominator.Op == Op.Divide)
                (numerator, denominator) = (factory.Multiply(numerator, denominator.Operands[1]), denominator.Operands[0]);
            else if (denominator.Op == Op.Negate)
                (numerator, denominator) = (factory.Negate(numerator), denominator.Operands[0]);
            else if (denominator is { IsConstant: true, Value: < 0.0 })
                (numerator, denominator) = (factory.Negate(numerator), factory.Constant(-denominator.Value));
            else if (numerator.Op == Op.Divide)
                (numerator, denominator) = (numerator.Operands[0], factory.Multiply(denominator, numerator.Operands[1]));
            else
                return new Ode(variable, unknown, current, numerator, denominator.IsConstantOf(1.0) ? null : denominator);
        }
    }
}
