using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>
/// Makes nodes: equal ones once, constants folded, and the identities applied that cost nothing in accuracy
/// (x + 0, x * 1, --x, selects with a known condition).
/// </summary>
/// <remarks>
/// x * 0 is kept unless x is a constant: it is NaN where x is. Operands of commutative operations may come in any order: a + b
/// and b + a are one node. Booleans take part in arithmetic and comparisons as 0 and 1.
/// </remarks>
internal sealed class NodeFactory
{
    private readonly Dictionary<NodeKey, Node> _nodes = [];

    public Node Constant(double value) => Leaf(Op.Constant, AttributeKind.Real, Locality.Global, value, null);

    public Node Constant(long value) => Leaf(Op.Constant, AttributeKind.Integer, Locality.Global, value, null);

    public Node Constant(bool value) => Leaf(Op.Constant, AttributeKind.Boolean, Locality.Global, value ? 1.0 : 0.0, null);

    public Node Read(Slot slot) => Leaf(Op.Read, slot.Kind, slot.Locality, 0.0, slot);

    public Node Negate(Node x) => Make(Op.Negate, x);

    public Node Add(Node x, Node y) => Make(Op.Add, x, y);

    public Node Subtract(Node x, Node y) => Make(Op.Subtract, x, y);

    public Node Multiply(Node x, Node y) => Make(Op.Multiply, x, y);

    public Node Divide(Node x, Node y) => Make(Op.Divide, x, y);

    public Node Select(Node condition, Node x, Node y) => Make(Op.Select, condition, x, y);

    public Node ToReal(Node x) => x.Kind switch
    {
        AttributeKind.Real => x,
        AttributeKind.Boolean => Make(Op.Select, x, Constant(1.0), Constant(0.0)),
        _ => Make(Op.ToReal, x),
    };

    public Node ToInteger(Node x) => x.Kind switch
    {
        AttributeKind.Integer => x,
        AttributeKind.Boolean => Make(Op.Select, x, Constant(1L), Constant(0L)),
        _ => Make(Op.ToInteger, x),
    };

    /// <summary>Numbers are true unless zero.</summary>
    public Node ToBoolean(Node x) => x.Kind switch
    {
        AttributeKind.Boolean => x,
        AttributeKind.Integer => Make(Op.NotEqual, x, Constant(0L)),
        _ => Make(Op.NotEqual, x, Constant(0.0)),
    };

    /// <summary>The same value as <paramref name="kind"/>, as an assignment converts it.</summary>
    public Node Convert(Node x, AttributeKind kind) => kind switch
    {
        AttributeKind.Real => ToReal(x),
        AttributeKind.Integer => ToInteger(x),
        _ => ToBoolean(x),
    };

    /// <summary>A draw of each row from a distribution whose parameters are operands.</summary>
    public Node Draw(Op op, int stream, params ReadOnlySpan<Node> operands) => Draw(op, stream, Locality.Local, operands);

    /// <summary>A draw from a distribution whose parameters are operands.</summary>
    /// <param name="op"><see cref="Op.Gamma"/> or <see cref="Op.Binomial"/>.</param>
    /// <param name="stream">Number of the random stream.</param>
    /// <param name="locality">Whether each row or each pass has a draw of its own.</param>
    public Node Draw(Op op, int stream, Locality locality, params ReadOnlySpan<Node> operands)
    {
        var builder = ImmutableArray.CreateBuilder<Node>(operands.Length);
        foreach (var operand in operands)
            builder.Add(ToReal(operand));
        return Intern(new NodeKey(op, AttributeKind.Real, stream, null, builder.MoveToImmutable()), locality);
    }

    /// <summary>The node that applies <paramref name="op"/>, simplified; integers mixed with reals are promoted.</summary>
    public Node Make(Op op, params ReadOnlySpan<Node> operands)
    {
        var args = Convert(op, operands);
        if (AlgebraicIdentities.TrySimplify(this, op, args) is { } simpler)
            return simpler;
        var kind = ResultKind(op, args);
        var locality = Locality.Global;
        foreach (var arg in args)
            locality = (Locality)Math.Max((int)locality, (int)arg.Locality);
        return Intern(new NodeKey(op, kind, 0.0, null, args), locality);
    }

    private static bool TakesOnlyReals(Op op) => op is >= Op.Divide and <= Op.Ceiling;

    private static AttributeKind ResultKind(Op op, ImmutableArray<Node> args) => op switch
    {
        >= Op.Less and <= Op.Not => AttributeKind.Boolean,
        Op.ToReal => AttributeKind.Real,
        Op.ToInteger => AttributeKind.Integer,
        _ => args[^1].Kind,
    };

    /// <summary>Brings operands to the kinds the operation takes.</summary>
    private ImmutableArray<Node> Convert(Op op, ReadOnlySpan<Node> operands)
    {
        switch (op)
        {
            case Op.ToReal or Op.ToInteger:
                return [.. operands];
            case Op.And or Op.Or or Op.Not:
                return ConvertAll(operands, AttributeKind.Boolean);
            case Op.Select:
                var branches = operands[1..];
                return [ToBoolean(operands[0]), .. ConvertAll(branches, CommonKind(branches))];
            default:
                var kind = TakesOnlyReals(op) ? AttributeKind.Real : CommonKind(operands);
                return ConvertAll(operands, kind == AttributeKind.Boolean ? AttributeKind.Integer : kind);
        }
    }

    private ImmutableArray<Node> ConvertAll(ReadOnlySpan<Node> operands, AttributeKind kind)
    {
        var builder = ImmutableArray.CreateBuilder<Node>(operands.Length);
        foreach (var operand in operands)
            builder.Add(Convert(operand, kind));
        return builder.MoveToImmutable();
    }

    /// <summary>Reals if there is one, else integers if there is one, else booleans.</summary>
    private static AttributeKind CommonKind(ReadOnlySpan<Node> operands)
    {
        var kind = AttributeKind.Boolean;
        foreach (var operand in operands)
        {
            if (operand.Kind == AttributeKind.Real)
                return AttributeKind.Real;
            if (operand.Kind == AttributeKind.Integer)
                kind = AttributeKind.Integer;
        }

        return kind;
    }

    private Node Leaf(Op op, AttributeKind kind, Locality locality, double value, Slot? slot) =>
        Intern(new NodeKey(op, kind, value, slot, []), locality);

    private Node Intern(NodeKey key, Locality locality)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            node = new Node(_nodes.Count, key.Op, key.Kind, locality, key.Operands, key.Value, key.Slot);
            _nodes.Add(key, node);
        }

        return node;
    }

    private readonly struct NodeKey(Op op, AttributeKind kind, double value, Slot? slot, ImmutableArray<Node> operands)
        : IEquatable<NodeKey>
    {
        public Op Op { get; } = op;

        public AttributeKind Kind { get; } = kind;

        public double Value { get; } = value;

        public Slot? Slot { get; } = slot;

        public ImmutableArray<Node> Operands { get; } = operands;

        private bool IsCommutative =>
            Op is Op.Add or Op.Multiply or Op.Minimum or Op.Maximum or Op.Equal or Op.NotEqual or Op.And or Op.Or;

        public bool Equals(NodeKey other) =>
            Op == other.Op
            && Kind == other.Kind
            && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value)
            && Equals(Slot, other.Slot)
            && (Operands.AsSpan().SequenceEqual(other.Operands.AsSpan())
                || (IsCommutative && Operands[0] == other.Operands[1] && Operands[1] == other.Operands[0]));

        public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Op);
            hash.Add(Kind);
            hash.Add(Value);
            hash.Add(Slot);
            if (IsCommutative)
            {
                hash.Add(Math.Min(Operands[0].Id, Operands[1].Id));
                hash.Add(Math.Max(Operands[0].Id, Operands[1].Id));
            }
            else
            {
                foreach (var operand in Operands)
                    hash.Add(operand.Id);
            }

            return hash.ToHashCode();
        }
    }
}
