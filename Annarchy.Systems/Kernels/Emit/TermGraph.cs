using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>The terms of a program: what remains to be computed per row and per run once operations are contracted.</summary>
/// <remarks>
/// Contractions, each of which changes a result by its last bit at most and does the same at every vector width:
/// a product used once by a sum becomes a fused multiply-add; a division by something that is the same for every row becomes a
/// multiplication by its reciprocal, taken once per run. Neither is applied to what is computed once per run anyway.
/// </remarks>
internal sealed class TermGraph
{
    private readonly HashSet<Term> _terms = new(TermComparer.Instance);
    private readonly Dictionary<Node, Term> _byNode = [];
    private readonly Dictionary<Node, int> _uses = [];
    private readonly UpdateProgram _program;
    private readonly KernelShape _shape;

    public TermGraph(KernelShape shape)
    {
        _shape = shape;
        _program = shape.Program;
        CountUses();
        foreach (var node in _program.Nodes)
            _byNode.Add(node, Lower(node));
    }

    /// <summary>The term a node became.</summary>
    public Term this[Node node] => _byNode[node];

    private void CountUses()
    {
        foreach (var node in _program.Nodes)
        {
            foreach (var operand in node.Operands)
                Count(operand);
        }

        foreach (var store in _program.Stores)
            Count(store.Value);

        void Count(Node node) => _uses[node] = _uses.GetValueOrDefault(node) + 1;
    }

    private Term Lower(Node node)
    {
        if (node.Op == Op.Constant)
            return Leaf(Op.Constant, node.Kind, isInvariant: true, node.Value, -1);
        if (node.Slot is { } slot)
        {
            var column = _program.Slots.IndexOf(slot);
            return Leaf(Op.Read, node.Kind, _shape.IsUniform(column), 0.0, column);
        }

        var operands = new Term[node.Operands.Length];
        for (var i = 0; i < operands.Length; i++)
            operands[i] = _byNode[node.Operands[i]];
        return node.Op switch
        {
            Op.Gamma or Op.Binomial => Intern(new Term(node.Op, node.Kind, operands, isInvariant: false, node.Value)),
            Op.Divide when operands[1].IsInvariant && !operands[0].IsInvariant =>
                Make(Op.Multiply, node.Kind, operands[0], Reciprocal(operands[1])),
            Op.Add when IsProduct(node, 1) => Fuse(operands[1], operands[0]),
            Op.Add when IsProduct(node, 0) => Fuse(operands[0], operands[1]),
            Op.Subtract when IsProduct(node, 1) => Fuse(NegateProduct(operands[1]), operands[0]),
            Op.Subtract when IsProduct(node, 0) => Fuse(operands[0], Negate(operands[1])),
            _ => Make(node.Op, node.Kind, operands),
        };
    }

    /// <summary>Whether an operand is a real product that nothing else needs.</summary>
    private bool IsProduct(Node node, int operand)
    {
        var term = _byNode[node.Operands[operand]];
        return node.Kind == AttributeKind.Real
            && term is { Op: Op.Multiply, IsInvariant: false }
            && _uses[node.Operands[operand]] == 1;
    }

    private Term Fuse(Term product, Term addend) =>
        Make(Op.Add, AttributeKind.Real, product.Operands[0], product.Operands[1], addend);

    /// <summary>Minus a product; the sign goes to a factor that is computed once per run if there is one.</summary>
    private Term NegateProduct(Term product)
    {
        var (a, b) = (product.Operands[0], product.Operands[1]);
        return b.IsInvariant
            ? Make(Op.Multiply, AttributeKind.Real, a, Negate(b))
            : Make(Op.Multiply, AttributeKind.Real, Negate(a), b);
    }

    private Term Negate(Term x) => x switch
    {
        { IsConstant: true } => Leaf(Op.Constant, x.Kind, isInvariant: true, -x.Value, -1),
        { Op: Op.Negate } => x.Operands[0],
        _ => Make(Op.Negate, x.Kind, x),
    };

    private Term Reciprocal(Term x) => x.IsConstant
        ? Leaf(Op.Constant, AttributeKind.Real, isInvariant: true, 1.0 / x.Value, -1)
        : Make(Op.Divide, AttributeKind.Real, Leaf(Op.Constant, AttributeKind.Real, isInvariant: true, 1.0, -1), x);

    private Term Leaf(Op op, AttributeKind kind, bool isInvariant, double value, int column) =>
        Intern(new Term(op, kind, [], isInvariant, value, column));

    private Term Make(Op op, AttributeKind kind, params Term[] operands) =>
        Intern(new Term(op, kind, operands, Array.TrueForAll(operands, o => o.IsInvariant)));

    private Term Intern(Term term)
    {
        if (_terms.TryGetValue(term, out var known))
            return known;
        _terms.Add(term);
        return term;
    }

    /// <summary>Terms are equal when they apply the same operation to the same operands.</summary>
    private sealed class TermComparer : IEqualityComparer<Term>
    {
        public static readonly TermComparer Instance = new();

        public bool Equals(Term? x, Term? y) =>
            x!.Op == y!.Op
            && x.Kind == y.Kind
            && x.Column == y.Column
            && BitConverter.DoubleToInt64Bits(x.Value) == BitConverter.DoubleToInt64Bits(y.Value)
            && x.Operands.AsSpan().SequenceEqual(y.Operands);

        public int GetHashCode(Term term)
        {
            var hash = ((int)term.Op * 31) + term.Column + term.Value.GetHashCode();
            foreach (var operand in term.Operands)
                hash = (hash * 31) + operand.GetHashCode();
            return hash;
        }
    }
}
