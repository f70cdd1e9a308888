using System.Collections.Immutable;

namespace Annarchy.Language.Syntax;

/// <summary>An expression as written, before names and types are resolved.</summary>
internal abstract record Expression(SourceSpan Span)
{
    /// <summary>
    /// Levels of the tree below and including this node; the parser bounds it, so trees can be walked recursively.
    /// </summary>
    public virtual int Depth => 1;
}

/// <summary>A number; <see cref="IsInteger"/> when it was written without point or exponent.</summary>
internal sealed record NumberLiteral(double Value, bool IsInteger, SourceSpan Span) : Expression(Span);

/// <summary><c>True</c> or <c>False</c>.</summary>
internal sealed record BooleanLiteral(bool Value, SourceSpan Span) : Expression(Span);

/// <summary>A parameter, variable, constant, function argument, or <c>t</c>, <c>dt</c>, <c>pi</c>, <c>t_last</c>, ...</summary>
internal sealed record NameExpression(string Name, SourceSpan Span) : Expression(Span);

/// <summary>
/// <c>pre.x</c> or <c>post.x</c>; a weighted sum, <c>pre.sum(exc)</c>, has the name of its column, <c>sum(exc)</c>.
/// </summary>
internal sealed record MemberExpression(string Owner, string Name, SourceSpan Span) : Expression(Span);

/// <summary><c>dv/dt</c>; the span covers all of it.</summary>
internal sealed record GradientExpression(string Variable, SourceSpan Span) : Expression(Span);

/// <summary><c>name(arguments)</c>: a function, <c>sum(target)</c>, a global operation or a random distribution.</summary>
/// <remarks><c>ite(a, b, c)</c> and <c>if a: b else: c</c> are <see cref="ConditionalExpression"/>.</remarks>
internal sealed record CallExpression(string Function, SourceSpan FunctionSpan, ImmutableArray<Argument> Arguments, SourceSpan Span)
    : Expression(Span)
{
    public override int Depth { get; } = 1 + Arguments.Select(argument => argument.Value.Depth).DefaultIfEmpty(0).Max();
}

/// <summary>An argument of a call, named (<c>min=0.0</c>) or not.</summary>
internal sealed record Argument(string? Name, Expression Value);

/// <summary>An operator before its operand.</summary>
internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, SourceSpan Span) : Expression(Span)
{
    public override int Depth { get; } = 1 + Operand.Depth;
}

/// <summary>An operator between its operands.</summary>
internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, SourceSpan Span)
    : Expression(Span)
{
    public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);
}

/// <summary><c>if a: b else: c</c> or <c>ite(a, b, c)</c>.</summary>
internal sealed record ConditionalExpression(Expression Condition, Expression Then, Expression Else, SourceSpan Span) : Expression(Span)
{
    public override int Depth { get; } = 1 + Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth));
}

internal enum UnaryOperator
{
    Plus,
    Minus,
    Not,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}
