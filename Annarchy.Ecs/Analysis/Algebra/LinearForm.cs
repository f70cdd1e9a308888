using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>
/// A sum of unknowns with factors and a rest: <c>a0 * x0 + a1 * x1 + ... + rest</c>. Factors hold no unknown; the form is linear
/// if the rest holds none either. Null stands for zero.
/// </summary>
/// <param name="Factors">One for each unknown.</param>
/// <param name="Rest">What is left.</param>
/// <param name="Nonlinear">A term in which an unknown occurs other than with a factor; null when the form is linear.</param>
internal sealed record LinearForm(ImmutableArray<Node?> Factors, Node? Rest, Node? Nonlinear)
{
    public bool IsLinear => Nonlinear is null;
}
