using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// What is rewritten before instructions are chosen: a division by something that is the same for every row becomes a
/// multiplication by its reciprocal, taken once per run. It changes a result by its last bit at most.
/// </summary>
internal static class Lowering
{
    public static UpdateProgram Apply(UpdateProgram program, SlotLayout layout)
    {
        var invariants = layout.Invariants(program);
        if (!program.Nodes.Any(IsCostly))
            return program;
        var factory = new NodeFactory();
        var rewritten = new Dictionary<Node, Node>();
        foreach (var node in program.Nodes)
            rewritten.Add(node, Rewrite(node));
        return new UpdateProgram(
            program.Name,
            program.Locality,
            [.. program.Stores.Select(s => s with { Value = rewritten[s.Value] })],
            program.Spike is null ? null : rewritten[program.Spike],
            program.AxonSpike is null ? null : rewritten[program.AxonSpike]);

        bool IsCostly(Node node) =>
            node.Op == Op.Divide && invariants.Contains(node.Operands[1]) && !invariants.Contains(node.Operands[0]);

        Node Rewrite(Node node)
        {
            Node[] operands = [.. node.Operands.Select(o => rewritten[o])];
            return node.Op switch
            {
                Op.Constant when node.Kind == AttributeKind.Real => factory.Constant(node.Value),
                Op.Constant when node.Kind == AttributeKind.Integer => factory.Constant((long)node.Value),
                Op.Constant => factory.Constant(node.Value != 0.0),
                Op.Read => factory.Read(node.Slot!),
                Op.Gamma or Op.Binomial => factory.Draw(node.Op, (int)node.Value, node.Locality, operands),
                _ when IsCostly(node) => factory.Multiply(operands[0], factory.Divide(factory.Constant(1.0), operands[1])),
                _ => factory.Make(node.Op, operands),
            };
        }
    }
}
