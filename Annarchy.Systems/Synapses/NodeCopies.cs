using Annarchy.Programs;

namespace Annarchy.Synapses;

/// <summary>Copies of expressions in other factories.</summary>
internal static class NodeCopies
{
    /// <summary>The same expression made by another factory.</summary>
    public static Node CopyTo(this Node node, NodeFactory nodes) => Copy(node, nodes, []);

    private static Node Copy(Node node, NodeFactory nodes, Dictionary<Node, Node> done)
    {
        if (done.TryGetValue(node, out var known))
            return known;
        Node[] operands = [.. node.Operands.Select(o => Copy(o, nodes, done))];
        var copy = node.Op switch
        {
            Op.Constant => node.Kind switch
            {
                AttributeKind.Real => nodes.Constant(node.Value),
                AttributeKind.Integer => nodes.Constant((long)node.Value),
                _ => nodes.Constant(node.Value != 0.0),
            },
            Op.Read => nodes.Read(node.Slot!),
            Op.Gamma or Op.Binomial => nodes.Draw(node.Op, (int)node.Value, node.Locality, operands),
            _ => nodes.Make(node.Op, operands),
        };
        done.Add(node, copy);
        return copy;
    }
}
