using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Analysis;

/// <summary>Questions about parsed models that need no names resolved.</summary>
internal static class SyntaxQueries
{
    /// <summary>Where the variable of an equation is named.</summary>
    public static SourceSpan TargetSpan(this EquationSyntax equation) => equation.Statement switch
    {
        AssignmentStatement assignment => assignment.TargetSpan,
        DifferentialStatement differential => differential.VariableSpan,
        _ => equation.Span,
    };

    /// <summary>Every expression of an equation: its sides and bounds, not its initial value.</summary>
    public static IEnumerable<Expression> Expressions(this EquationSyntax equation)
    {
        IEnumerable<Expression?> all = equation.Statement switch
        {
            AssignmentStatement assignment => [assignment.Value],
            DifferentialStatement differential => [differential.Left, differential.Right],
            _ => [],
        };
        return all.Append(equation.Minimum).Append(equation.Maximum).OfType<Expression>();
    }

    /// <summary>The expression and everything inside it.</summary>
    public static IEnumerable<Expression> DescendantsAndSelf(this Expression expression)
    {
        var pending = new Stack<Expression>([expression]);
        while (pending.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Children(next).Reverse())
                pending.Push(child);
        }
    }

    private static ImmutableArray<Expression> Children(Expression expression) => expression switch
    {
        CallExpression call => [.. call.Arguments.Select(a => a.Value)],
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        ConditionalExpression conditional => [conditional.Condition, conditional.Then, conditional.Else],
        _ => [],
    };
}
