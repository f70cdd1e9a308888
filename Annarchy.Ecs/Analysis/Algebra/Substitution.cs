using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Replaces nodes by others wherever they occur, rebuilding (and so simplifying) what is above them.</summary>
internal sealed class Substitution(NodeFactory factory, IEnumerable<KeyValuePair<Node, Node>> replacements)
{
    private readonly Dictionary<Node, Node> _results = new(replacements);

    public Node Apply(Node node)
    {
        if (_results.TryGetValue(node, out var result))
            return result;
        result = node;
        if (!node.Operands.IsEmpty)
        {
            var operands = ImmutableArray.CreateRange(node.Operands, Apply);
            if (!operands.SequenceEqual(node.Operands))
            {
                result = node.Op is Op.Gamma or Op.Binomial
                    ? factory.Draw(node.Op, (int)node.Value, node.Locality, operands.AsSpan())
                    : factory.Make(node.Op, operands.AsSpan());
            }
        }

        _results.Add(node, result);
        return result;
    }
}
