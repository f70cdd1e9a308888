using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Divides the nodes of a program into invariants, evaluated once per pass, and the operations of the row loop, fusing pairs that
/// save a trip through a scratch block.
/// </summary>
internal sealed class OperationSelection
{
    private readonly UpdateProgram _program;
    private readonly SlotLayout _layout;
    private readonly HashSet<Node> _invariants;
    private readonly Dictionary<Node, int> _uses = [];
    private readonly Dictionary<Node, Node> _fused = [];
    private readonly HashSet<Node> _absorbed = [];

    public OperationSelection(UpdateProgram program, SlotLayout layout)
    {
        _program = program;
        _layout = layout;
        _invariants = layout.Invariants(program);
        CountUses();
        foreach (var node in Varying())
            TryFuse(node);
        Operations = [.. Varying().Where(n => !_absorbed.Contains(n)).Select(Select)];
    }

    /// <summary>What the row loop evaluates, operands first.</summary>
    public ImmutableArray<Operation> Operations { get; }

    /// <summary>Nodes with the same value in every row, constants and reads of one-row columns among them; operands first.</summary>
    public IEnumerable<Node> Invariants => _program.Nodes.Where(n => _invariants.Contains(n) && Resolve(n) == n);

    /// <summary>The node that holds the same bits: truth values are stored as 0 and 1 already.</summary>
    public static Node Resolve(Node node)
    {
        while (IsTruthAsInteger(node))
            node = node.Operands[0];
        return node;
    }

    private static bool IsTruthAsInteger(Node node) =>
        node is { Op: Op.Select, Kind: AttributeKind.Integer }
        && node.Operands[1].IsConstantOf(1.0)
        && node.Operands[2].IsConstantOf(0.0);

    private static bool IsChainable(Node node) =>
        node.Kind == AttributeKind.Real && node.Op is Op.Add or Op.Subtract or Op.Multiply;

    private static bool IsComparison(Node node) => node.Op is >= Op.Less and <= Op.NotEqual;

    private IEnumerable<Node> Varying() =>
        _program.Nodes.Where(n => !_invariants.Contains(n) && !_layout.IsRowColumn(n) && Resolve(n) == n);

    private void CountUses()
    {
        foreach (var node in Varying())
        {
            foreach (var operand in node.Operands)
                Count(operand);
        }

        foreach (var store in _program.Stores)
            Count(store.Value);
        if (_program.Spike is not null)
            Count(_program.Spike);
        if (_program.AxonSpike is not null)
            Count(_program.AxonSpike);

        void Count(Node node)
        {
            node = Resolve(node);
            _uses[node] = _uses.GetValueOrDefault(node) + 1;
        }
    }

    /// <summary>Fuses a node with an operand that only it uses. Nodes come operands first, so the first free pair is the best.</summary>
    private void TryFuse(Node node)
    {
        var candidates = node.Op switch
        {
            Op.Select => node.Operands[..1].Where(o => IsComparison(Resolve(o))),
            Op.And => node.Operands.Where(o => IsComparison(Resolve(o))),
            _ when IsChainable(node) => node.Operands.Where(o => IsChainable(Resolve(o))),
            _ => [],
        };
        if (candidates.FirstOrDefault(CanAbsorb) is { } operand)
            Absorb(node, operand);
    }

    private bool CanAbsorb(Node operand)
    {
        operand = Resolve(operand);
        return !_invariants.Contains(operand) && operand.Op != Op.Read && _uses[operand] == 1 && !_fused.ContainsKey(operand);
    }

    private void Absorb(Node node, Node operand)
    {
        _fused.Add(node, Resolve(operand));
        _absorbed.Add(Resolve(operand));
    }

    private Operation Select(Node node)
    {
        var operands = node.Operands;
        if (node.Op == Op.Read)
            return new Operation(OperationForm.Gather, node, null, false, []);
        if (!_fused.TryGetValue(node, out var inner))
            return new Operation(OperationForm.Single, node, null, false, [.. operands.Select(Resolve)]);
        var reversed = Resolve(operands[0]) != inner;
        ImmutableArray<Node> others = node.Op == Op.Select ? [operands[1], operands[2]] : [operands[reversed ? 0 : 1]];
        var form = node.Op switch
        {
            Op.Select => OperationForm.CompareAndSelect,
            Op.And => OperationForm.CompareAndMask,
            _ => OperationForm.Chain,
        };
        return new Operation(
            form,
            node,
            inner,
            reversed,
            [.. inner.Operands.Concat(others).Select(Resolve)]);
    }
}
