using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>
/// Makes nodes: equal ones once, constants folded, and the identities applied that cost nothing in accuracy
/// (x + 0, x * 1, --x, selects with a known condition).
/// </summary>
/// <remarks>x * 0 is kept unless x is a constant: it is NaN where x is.</remarks>
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

    public Node Divide(Node x, Node y) => Make(Op.Divide, ToReal(x), ToReal(y));

    public Node Select(Node condition, Node x, Node y) => Make(Op.Select, condition, x, y);

    public Node ToReal(Node x) => x.Kind == AttributeKind.Real ? x : Make(Op.ToReal, x);

    public Node ToInteger(Node x) => x.Kind == AttributeKind.Integer ? x : Make(Op.ToInteger, x);

    /// <summary>A draw whose distribution has parameters that vary by row.</summary>
    public Node Draw(Op op, int stream, params ReadOnlySpan<Node> operands) =>
        Intern(new NodeKey(op, AttributeKind.Real, stream, null, [.. operands.ToArray().Select(ToReal)]), Locality.Local);

    /// <summary>The node that applies <paramref name="op"/>, simplified; integers mixed with reals are promoted.</summary>
    public Node Make(Op op, params ReadOnlySpan<Node> operands)
    {
        ImmutableArray<Node> args = op switch
        {
            Op.Select => [ToBoolean(operands[0]), .. Promote(operands[1..], keepsBooleans: true)],
            Op.And or Op.Or or Op.Not => [.. operands.ToArray().Select(ToBoolean)],
            Op.ToReal or Op.ToInteger => [.. operands],
            _ when TakesOnlyReals(op) => [.. operands.ToArray().Select(ToReal)],
            _ => Promote(operands, keepsBooleans: false),
        };
        if (AlgebraicIdentities.TrySimplify(this, op, args) is { } simpler)
            return simpler;
        var kind = ResultKind(op, args);
        var locality = Locality.Global;
        foreach (var arg in args)
            locality = (Locality)Math.Max((int)locality, (int)arg.Locality);
        return Intern(new NodeKey(op, kind, 0.0, null, args), locality);
    }

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

    private static bool TakesOnlyReals(Op op) => op is >= Op.Divide and <= Op.Ceiling;

    private static AttributeKind ResultKind(Op op, ImmutableArray<Node> args) => op switch
    {
        >= Op.Less and <= Op.Not => AttributeKind.Boolean,
        Op.ToReal => AttributeKind.Real,
        Op.ToInteger => AttributeKind.Integer,
        _ => args[^1].Kind,
    };

    /// <summary>Brings operands to one kind: integers beside reals as reals, booleans in arithmetic and comparisons as integers.</summary>
    private ImmutableArray<Node> Promote(ReadOnlySpan<Node> operands, bool keepsBooleans)
    {
        var anyReal = false;
        var allBoolean = true;
        foreach (var operand in operands)
        {
            anyReal |= operand.Kind == AttributeKind.Real;
            allBoolean &= operand.Kind == AttributeKind.Boolean;
        }

        if (allBoolean && keepsBooleans)
            return [.. operands];
        return [.. operands.ToArray().Select(x => anyReal ? ToReal(x) : ToInteger(x))];
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

        public bool Equals(NodeKey other) =>
            Op == other.Op
            && Kind == other.Kind
            && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value)
            && Equals(Slot, other.Slot)
            && Operands.AsSpan().SequenceEqual(other.Operands.AsSpan());

        public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Op);
            hash.Add(Kind);
            hash.Add(Value);
            hash.Add(Slot);
            foreach (var operand in Operands)
                hash.Add(operand.Id);
            return hash.ToHashCode();
        }
    }
}
