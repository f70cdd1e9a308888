using System.Globalization;
using Annarchy.Language.Syntax;

namespace Annarchy.Tests.Language;

/// <summary>Prints trees: fully bracketed in prefix form, and as the language writes them.</summary>
internal static class ExpressionText
{
    /// <summary>Prefix form, in which the structure can be seen: <c>(+ a (* b 2))</c>.</summary>
    public static string Tree(this Expression expression) => expression switch
    {
        NumberLiteral { IsInteger: true } number => number.Value.ToString("F0", CultureInfo.InvariantCulture),
        NumberLiteral number => Real(number.Value),
        BooleanLiteral boolean => boolean.Value ? "True" : "False",
        NameExpression name => name.Name,
        MemberExpression member => $"{member.Owner}.{member.Name}",
        GradientExpression gradient => $"(d {gradient.Variable})",
        CallExpression call => $"({call.Function}{string.Concat(call.Arguments.Select(a => " " + (a.Name is null ? "" : a.Name + "=") + a.Value.Tree()))})",
        UnaryExpression unary => $"({Symbol(unary.Operator)} {unary.Operand.Tree()})",
        BinaryExpression binary => $"({Symbol(binary.Operator)} {binary.Left.Tree()} {binary.Right.Tree()})",
        ConditionalExpression conditional => $"(? {conditional.Condition.Tree()} {conditional.Then.Tree()} {conditional.Else.Tree()})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    /// <summary>Text of the language with the fewest brackets that precedence allows.</summary>
    public static string Print(this Expression expression) => Print(expression, 0);

    private static string Print(Expression expression, int context)
    {
        var (text, precedence) = expression switch
        {
            CallExpression call => ($"{call.Function}({string.Join(", ", call.Arguments.Select(a => (a.Name is null ? "" : a.Name + "=") + Print(a.Value, 0)))})", 10),
            GradientExpression gradient => ($"d{gradient.Variable}/dt", 10),
            UnaryExpression { Operator: UnaryOperator.Not } not => ($"not {Print(not.Operand, 3)}", 3),
            UnaryExpression unary => ($"{Symbol(unary.Operator)[0]}{Print(unary.Operand, 7)}", 7),
            BinaryExpression { Operator: BinaryOperator.Power } power => ($"{Print(power.Left, 9)}^{Print(power.Right, 8)}", 8),
            BinaryExpression binary => Infix(binary),
            ConditionalExpression c => ($"if {Print(c.Condition, 0)}: {Print(c.Then, 0)} else: {Print(c.Else, 0)}", 0),
            _ => (expression.Tree(), 10),
        };
        return precedence < context ? $"({text})" : text;
    }

    private static (string Text, int Precedence) Infix(BinaryExpression binary)
    {
        var precedence = binary.Operator switch
        {
            BinaryOperator.Or => 1,
            BinaryOperator.And => 2,
            BinaryOperator.Add or BinaryOperator.Subtract => 5,
            BinaryOperator.Multiply or BinaryOperator.Divide => 6,
            _ => 4,
        };

        // A conditional, a sign or 'not' on the left would take the rest of the line for its own.
        var left = Print(binary.Left, precedence == 4 ? 5 : precedence);
        return ($"{left} {Symbol(binary.Operator)} {Print(binary.Right, precedence + 1)}", precedence);
    }

    private static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static string Symbol(UnaryOperator operation) => operation switch
    {
        UnaryOperator.Plus => "+1",
        UnaryOperator.Minus => "-",
        _ => "not",
    };

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Power => "^",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "and",
        _ => "or",
    };
}
