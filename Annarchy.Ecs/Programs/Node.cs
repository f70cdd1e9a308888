using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>
/// An expression of an update program. Nodes are shared: a <see cref="NodeFactory"/> never makes two equal ones, so common
/// subexpressions are one node and reference equality is equality.
/// </summary>
internal sealed class Node
{
    internal Node(int id, Op op, AttributeKind kind, Locality locality, ImmutableArray<Node> operands, double value, Slot? slot)
    {
        Id = id;
        Op = op;
        Kind = kind;
        Locality = locality;
        Operands = operands;
        Value = value;
        Slot = slot;
    }

    /// <summary>Order of creation within its factory: operands come before the nodes that use them.</summary>
    public int Id { get; }

    public Op Op { get; }

    public AttributeKind Kind { get; }

    /// <summary>The most local thing it depends on; below <see cref="Locality.Local"/> it can be hoisted out of the row loop.</summary>
    public Locality Locality { get; }

    public ImmutableArray<Node> Operands { get; }

    /// <summary>The number of a <see cref="Op.Constant"/> (0 or 1 for a boolean), or the stream of a random draw.</summary>
    public double Value { get; }

    /// <summary>The column of a <see cref="Op.Read"/>.</summary>
    public Slot? Slot { get; }

    public bool IsConstant => Op == Op.Constant;

    public bool IsConstantOf(double value) => Op == Op.Constant && Value.Equals(value);

    public override string ToString() => ExpressionPrinter.PrintShort(this, 1000);
}
