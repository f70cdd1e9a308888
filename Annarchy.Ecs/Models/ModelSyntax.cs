using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;

namespace Annarchy.Models;

/// <summary>A parameter of a model as parsed: flags understood, names not resolved.</summary>
/// <param name="Value">A constant expression (a number, a constant's name, arithmetic on them) or a call of a distribution.</param>
internal sealed record ParameterSyntax(string Name, Expression Value, AttributeKind Kind, Locality Locality, SourceSpan Span);

/// <summary>
/// An equation of a model as parsed: an <see cref="AssignmentStatement"/> or a <see cref="DifferentialStatement"/> with its
/// flags understood.
/// </summary>
/// <param name="Variable">The variable it defines.</param>
/// <param name="Statement">The equation.</param>
/// <param name="Method">The numerical method asked for; null for the default.</param>
/// <param name="Initial">The flag <c>init</c>; null for 0.</param>
/// <param name="Minimum">The flag <c>min</c>: a number, an attribute or an expression.</param>
/// <param name="Maximum">The flag <c>max</c>.</param>
/// <param name="UnlessPost">The flag <c>unless_post</c>, in <c>pre_spike</c>.</param>
internal sealed record EquationSyntax(
    string Variable,
    Statement Statement,
    AttributeKind Kind,
    Locality Locality,
    NumericalMethod? Method,
    Expression? Initial,
    Expression? Minimum,
    Expression? Maximum,
    bool UnlessPost,
    SourceSpan Span);

/// <summary>A neuron model as parsed.</summary>
internal sealed record NeuronSyntax(
    string Name,
    ImmutableArray<ParameterSyntax> Parameters,
    ImmutableArray<EquationSyntax> Equations,
    ImmutableArray<FunctionDefinition> Functions,
    Expression? Spike,
    ImmutableArray<EquationSyntax> Reset,
    Expression? AxonSpike,
    ImmutableArray<EquationSyntax> AxonReset,
    Expression? Refractory)
{
    public bool IsSpiking => Spike is not null;
}

/// <summary>A synapse model as parsed.</summary>
/// <param name="Psp">What a synapse contributes to the weighted sum; null for the default (<c>w * pre.r</c>, or none for spikes).</param>
/// <param name="Operation">How contributions are combined: <c>sum</c>, <c>max</c>, <c>min</c>, <c>mean</c>.</param>
internal sealed record SynapseSyntax(
    string Name,
    ImmutableArray<ParameterSyntax> Parameters,
    ImmutableArray<EquationSyntax> Equations,
    ImmutableArray<FunctionDefinition> Functions,
    Expression? Psp,
    string Operation,
    ImmutableArray<EquationSyntax> PreSpike,
    ImmutableArray<EquationSyntax> PostSpike,
    ImmutableArray<EquationSyntax> PreAxonSpike,
    StructuralCondition? Creating,
    StructuralCondition? Pruning)
{
    public bool IsSpiking => !PreSpike.IsEmpty || !PostSpike.IsEmpty || !PreAxonSpike.IsEmpty;
}

/// <summary>A condition of structural plasticity and its flags.</summary>
internal sealed record StructuralCondition(Expression Condition, Expression? Probability, Expression? Weight, Expression? Delay);
