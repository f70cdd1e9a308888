using System.Collections.Immutable;

namespace Annarchy.Language.Syntax;

/// <summary>One line of a model (which may continue over several lines of text) and its flags.</summary>
internal abstract record Statement(ImmutableArray<Flag> Flags, SourceSpan Span)
{
    /// <summary>
    /// Quotients such as <c>dx/dt</c> that look like the gradient of another variable but were read as divisions.
    /// </summary>
    public ImmutableArray<GradientExpression> Quotients { get; init; } = [];
}

/// <summary>
/// <c>target = value</c>, <c>target += value</c>, ...; in <c>pre_spike</c> the target may be <c>g_target</c> or
/// <c>post.x</c>.
/// </summary>
internal sealed record AssignmentStatement(
    string Target,
    string? TargetOwner,
    SourceSpan TargetSpan,
    AssignmentOperator Operator,
    Expression Value,
    ImmutableArray<Flag> Flags,
    SourceSpan Span) : Statement(Flags, Span);

/// <summary>
/// An ordinary differential equation <c>left = right</c> with the gradient of <see cref="Variable"/> somewhere in it.
/// </summary>
internal sealed record DifferentialStatement(
    string Variable,
    SourceSpan VariableSpan,
    Expression Left,
    Expression Right,
    ImmutableArray<Flag> Flags,
    SourceSpan Span) : Statement(Flags, Span);

/// <summary>A bare expression: a spike, stop, creating or pruning condition, or a psp.</summary>
internal sealed record ExpressionStatement(Expression Value, ImmutableArray<Flag> Flags, SourceSpan Span) : Statement(Flags, Span);

/// <summary>What follows the colon: <c>init=0.2</c>, <c>min=a</c>, <c>population</c>, <c>exponential</c>.</summary>
internal sealed record Flag(string Name, Expression? Value, SourceSpan Span);

/// <summary>A custom function: <c>f(x, y) = expression</c>.</summary>
internal sealed record FunctionDefinition(
    string Name,
    ImmutableArray<string> Parameters,
    Expression Body,
    SourceSpan NameSpan,
    SourceSpan Span)
{
    /// <summary>
    /// Types asked for, as in <c>f(x: int) -> bool = ...</c> or <c>f(x) = ... : bool, int</c>; null where none was.
    /// </summary>
    public ImmutableArray<AttributeKind?> ParameterKinds { get; init; } = [.. Parameters.Select(_ => (AttributeKind?)null)];

    /// <summary>Type of the result asked for; null when none was.</summary>
    public AttributeKind? ReturnKind { get; init; }
}

/// <summary>A condition that ends a simulation: of all neurons or, by default, of any.</summary>
internal sealed record StopCondition(Expression Condition, bool All);

internal enum AssignmentOperator
{
    Set,
    Add,
    Subtract,
    Multiply,
    Divide,
}
