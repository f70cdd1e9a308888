using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Tells which nodes depend on one of a set of leaves.</summary>
internal sealed class Dependence(IEnumerable<Node> leaves)
{
    private readonly Dictionary<Node, bool> _known = leaves.ToDictionary(leaf => leaf, _ => true);

    public bool Of(Node node)
    {
        if (_known.TryGetValue(node, out var depends))
            return depends;
        foreach (var operand in node.Operands)
            depends |= Of(operand);
        _known.Add(node, depends);
        return depends;
    }
}
