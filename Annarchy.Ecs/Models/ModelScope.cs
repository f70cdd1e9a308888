using System.Collections.Immutable;
using Annarchy.Language.Syntax;

namespace Annarchy.Models;

/// <summary>What a model's equations can refer to beside its own attributes.</summary>
/// <param name="Constants">Values of the network's constants.</param>
/// <param name="Functions">Global functions.</param>
/// <param name="DefaultMethod">Numerical method of equations that name none.</param>
/// <param name="TimeStep">dt, ms, for initial values that are computed from it.</param>
internal sealed record ModelScope(
    ImmutableDictionary<string, double> Constants,
    ImmutableDictionary<string, FunctionDefinition> Functions,
    NumericalMethod DefaultMethod,
    double TimeStep)
{
    /// <summary>
    /// Whether names without a meaning may be constants and functions of a network to come: a model is checked like this when it
    /// is defined.
    /// </summary>
    public bool IsOpen { get; init; }

    /// <summary>What is known before there is a network.</summary>
    public static ModelScope Definition { get; } = new(
        ImmutableDictionary<string, double>.Empty, ImmutableDictionary<string, FunctionDefinition>.Empty, NumericalMethod.Explicit, 1.0)
    {
        IsOpen = true,
    };
}
