using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Tells which nodes depend on one of a set of leaves.</summary>
internal sealed class Dependence(IEnumerable<Node> leaves)
{
    private readonly Dictionary<Node, bool> _known = leaves.ToDictionary(leaf => leaf, _ => true);

    public bool Of(Node node)
    {
        foreach (var next in OperandsFirst.Of(node, _known.ContainsKey))
            _known.Add(next, next.Operands.Any(operand => _known[operand]));
        return _known[node];
    }
}
