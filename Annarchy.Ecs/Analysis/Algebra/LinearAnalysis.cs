using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Splits expressions into the part linear in some unknowns and the rest.</summary>
internal sealed class LinearAnalysis
{
    private readonly NodeFactory _factory;
    private readonly ImmutableArray<Node> _unknowns;
    private readonly Dependence _dependence;
    private readonly Dictionary<Node, LinearForm> _forms = [];
    private readonly ImmutableArray<Node?> _noFactors;

    public LinearAnalysis(NodeFactory factory, ImmutableArray<Node> unknowns)
    {
        _factory = factory;
        _unknowns = unknowns;
        _dependence = new Dependence(unknowns);
        _noFactors = [.. unknowns.Select(_ => (Node?)null)];
    }

    /// <summary>Whether none of the unknowns occurs.</summary>
    public bool IsFree(Node node) => !_dependence.Of(node);

    public LinearForm Of(Node node)
    {
        foreach (var next in OperandsFirst.Of(node, _forms.ContainsKey))
            _forms.Add(next, Split(next));
        return _forms[node];
    }

    private LinearForm Split(Node node)
    {
        if (IsFree(node))
            return new LinearForm(_noFactors, node.IsConstantOf(0.0) ? null : node, null);
        var index = _unknowns.IndexOf(node);
        if (index >= 0)
            return new LinearForm(_noFactors.SetItem(index, _factory.Constant(1.0)), null, null);
        return node.Op switch
        {
            Op.Negate => Map(_forms[node.Operands[0]], _factory.Negate),
            Op.Add => Combine(_forms[node.Operands[0]], _forms[node.Operands[1]], Add),
            Op.Subtract => Combine(_forms[node.Operands[0]], _forms[node.Operands[1]], Subtract),
            Op.Multiply when IsFree(node.Operands[0]) => Map(_forms[node.Operands[1]], x => _factory.Multiply(node.Operands[0], x)),
            Op.Multiply when IsFree(node.Operands[1]) => Map(_forms[node.Operands[0]], x => _factory.Multiply(x, node.Operands[1])),
            Op.Divide when IsFree(node.Operands[1]) => Map(_forms[node.Operands[0]], x => _factory.Divide(x, node.Operands[1])),
            Op.Select when IsFree(node.Operands[0]) => Combine(
                _forms[node.Operands[1]],
                _forms[node.Operands[2]],
                (x, y) => Select(node.Operands[0], x, y)),
            _ => new LinearForm(_noFactors, node, node),
        };
    }

    private static LinearForm Map(LinearForm form, Func<Node, Node> function) => new(
        [.. form.Factors.Select(x => x is null ? null : NullIfZero(function(x)))],
        form.Rest is null ? null : NullIfZero(function(form.Rest)),
        form.Nonlinear);

    private static LinearForm Combine(LinearForm x, LinearForm y, Func<Node?, Node?, Node?> function) => new(
        [.. x.Factors.Zip(y.Factors, function).Select(NullIfZero)],
        NullIfZero(function(x.Rest, y.Rest)),
        x.Nonlinear ?? y.Nonlinear);

    private static Node? NullIfZero(Node? node) => node is null || node.IsConstantOf(0.0) ? null : node;

    private Node? Add(Node? x, Node? y) => x is null ? y : y is null ? x : _factory.Add(x, y);

    private Node? Subtract(Node? x, Node? y) =>
        y is null ? x : x is null ? _factory.Negate(y) : x == y && !_dependence.Of(x) ? null : _factory.Subtract(x, y);

    private Node? Select(Node condition, Node? x, Node? y)
    {
        var zero = _factory.Constant(0.0);
        return x is null && y is null ? null : _factory.Select(condition, x ?? zero, y ?? zero);
    }
}
