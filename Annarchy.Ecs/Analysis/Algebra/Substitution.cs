using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Replaces nodes by others wherever they occur, rebuilding (and so simplifying) what is above them.</summary>
internal sealed class Substitution(NodeFactory factory, IEnumerable<KeyValuePair<Node, Node>> replacements)
{
    private readonly Dictionary<Node, Node> _results = new(replacements);

    public Node Apply(Node node)
    {
        foreach (var next in OperandsFirst.Of(node, _results.ContainsKey))
            _results.Add(next, Rebuild(next));
        return _results[node];
    }

    private Node Rebuild(Node node)
    {
        var operands = ImmutableArray.CreateRange(node.Operands, operand => _results[operand]);
        if (operands.SequenceEqual(node.Operands))
            return node;
        return node.Op is Op.Gamma or Op.Binomial
            ? factory.Draw(node.Op, (int)node.Value, node.Locality, operands.AsSpan())
            : factory.Make(node.Op, operands.AsSpan());
    }
}
