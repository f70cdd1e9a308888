using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Everything an expression consists of, operands before what uses them; without recursion, since models can be long.</summary>
internal static class OperandsFirst
{
    /// <summary>The nodes of an expression that are not yet known.</summary>
    /// <param name="root">The expression.</param>
    /// <param name="isKnown">Nodes to leave out together with what is only below them.</param>
    public static List<Node> Of(Node root, Func<Node, bool> isKnown)
    {
        var found = new HashSet<Node>();
        var pending = new Stack<Node>([root]);
        while (pending.TryPop(out var node))
        {
            if (isKnown(node) || !found.Add(node))
                continue;
            foreach (var operand in node.Operands)
                pending.Push(operand);
        }

        var order = found.ToList();
        order.Sort((x, y) => x.Id.CompareTo(y.Id));
        return order;
    }
}
