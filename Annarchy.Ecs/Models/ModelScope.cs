using System.Collections.Immutable;
using Annarchy.Language.Syntax;

namespace Annarchy.Models;

/// <summary>What a model's equations can refer to beside its own attributes.</summary>
/// <param name="Constants">Values of the network's constants.</param>
/// <param name="Functions">Global functions.</param>
/// <param name="DefaultMethod">Numerical method of equations that name none.</param>
/// <param name="TimeStep">dt, ms: needed to convert nothing at run time, only to check refractory periods.</param>
internal sealed record ModelScope(
    ImmutableDictionary<string, double> Constants,
    ImmutableDictionary<string, FunctionDefinition> Functions,
    NumericalMethod DefaultMethod,
    double TimeStep);
