using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Analysis.Methods;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>
/// Runs equations symbolically, in order. Assignments take effect at once; adjacent ODEs form a group that is computed from the
/// values before it, and then takes effect together. Bounds follow each change.
/// </summary>
internal sealed class EquationPass
{
    private readonly ModelNames _names;
    private readonly NodeFactory _factory;
    private readonly Locality _locality;
    private readonly PassState _state;

    public EquationPass(ModelNames names, Locality locality, PassState state)
    {
        _names = names;
        _factory = names.Factory;
        _locality = locality;
        _state = state;
    }

    /// <summary>The condition under which a variable takes its new value; null for always. Bounds hold in any case.</summary>
    public Func<ModelAttribute, Node?>? Mask { get; init; }

    /// <summary>The condition under which anything happens at all, bounds included; null for always.</summary>
    public Node? When { get; init; }

    /// <summary>The column that holds the step of integration.</summary>
    public Slot TimeStep { get; init; } = NetworkSlots.TimeStep;

    /// <summary>Variables that are not changed, though the others are computed as if they were.</summary>
    public Func<ModelAttribute, bool>? IsFrozen { get; init; }

    /// <summary>What an attribute is read as, where that is not the value reached so far.</summary>
    public Func<ModelAttribute, Node?>? Read { get; init; }

    /// <summary>A resolver that sees the values reached so far.</summary>
    public ExpressionResolver Resolver() => Resolver(Current);

    /// <summary>Runs equations, all of the locality of the pass.</summary>
    public void Run(IEnumerable<EquationSyntax> equations)
    {
        var group = new List<EquationSyntax>();
        foreach (var equation in equations)
        {
            if (equation.Statement is DifferentialStatement)
            {
                group.Add(equation);
                continue;
            }

            RunOdes(group);
            RunAssignment(equation);
        }

        RunOdes(group);
    }

    /// <summary>Gives a variable a value, within its bounds.</summary>
    public void Assign(ModelAttribute attribute, Node value, EquationSyntax equation)
    {
        if (IsFrozen?.Invoke(attribute) == true)
            return;
        var slot = attribute.Slot;
        var before = _state[slot];
        value = _factory.Convert(value, slot.Kind);
        if (Mask?.Invoke(attribute) is { } mask)
            value = _factory.Select(mask, value, before);
        _state[slot] = value;
        if (equation.Minimum is not null)
            _state[slot] = Bound(Op.Maximum, slot, equation.Minimum);
        if (equation.Maximum is not null)
            _state[slot] = Bound(Op.Minimum, slot, equation.Maximum);
        if (When is not null)
            _state[slot] = _factory.Select(When, _state[slot], before);
    }

    /// <summary>The new value of something assigned to: the right-hand side, combined with the value before for <c>+=</c> and its like.</summary>
    public Node Combine(AssignmentOperator operation, Node before, Node value) => operation switch
    {
        AssignmentOperator.Add => _factory.Add(before, value),
        AssignmentOperator.Subtract => _factory.Subtract(before, value),
        AssignmentOperator.Multiply => _factory.Multiply(before, value),
        AssignmentOperator.Divide => _factory.Divide(before, value),
        _ => value,
    };

    private Node Current(ModelAttribute attribute) => Read?.Invoke(attribute) ?? _state[attribute.Slot];

    private ExpressionResolver Resolver(Func<ModelAttribute, Node> read) => new(_names, _locality, read) { TimeStep = TimeStep };

    private Node Bound(Op op, Slot slot, Expression bound) =>
        _factory.Convert(_factory.Make(op, _state[slot], Resolver().Resolve(bound)), slot.Kind);

    private void RunAssignment(EquationSyntax equation)
    {
        var attribute = Attribute(equation);
        var assignment = (AssignmentStatement)equation.Statement;
        var value = Resolver().Resolve(assignment.Value);
        Assign(attribute, Combine(assignment.Operator, _state[attribute.Slot], value), equation);
    }

    private ModelAttribute Attribute(EquationSyntax equation) =>
        _names.TryAttribute(equation.Variable, out var attribute)
            ? attribute
            : throw new InvalidOperationException($"'{equation.Variable}' is not declared.");

    private void RunOdes(List<EquationSyntax> group)
    {
        if (group.Count == 0)
            return;
        var unknowns = group.ToDictionary(
            e => e.Variable,
            e => _factory.Read(new Slot(SlotOwner.Unknown, e.Variable, Attribute(e).Slot.Locality, AttributeKind.Real)));
        var odes = group.ConvertAll(e => Isolate(e, unknowns));
        var results = new Dictionary<string, Node>();
        foreach (var method in group.Zip(odes).GroupBy(pair => Method(pair.First)))
            Advance(method.Key, [.. method], odes, results);
        foreach (var equation in group)
            Assign(Attribute(equation), results[equation.Variable], equation);
        group.Clear();
    }

    private NumericalMethod Method(EquationSyntax equation) => equation.Method ?? _names.Scope.DefaultMethod;

    private Ode Isolate(EquationSyntax equation, Dictionary<string, Node> unknowns) => GradientIsolation.Isolate(
        equation,
        _names,
        Resolver(a => unknowns.TryGetValue(a.Name, out var unknown) ? unknown : Current(a)),
        unknowns[equation.Variable],
        _factory.ToReal(_state[Attribute(equation).Slot]));

    private void Advance(
        NumericalMethod method, (EquationSyntax Equation, Ode Ode)[] members, List<Ode> group, Dictionary<string, Node> results)
    {
        // To this method, variables advanced by other methods keep the values before the group.
        var others = new Substitution(
            _factory,
            group.Where(o => members.All(m => m.Ode != o)).Select(o => KeyValuePair.Create(o.Unknown, o.Current)));
        ImmutableArray<Ode> odes =
        [
            .. members.Select(m => m.Ode with
            {
                Numerator = others.Apply(m.Ode.Numerator),
                Denominator = m.Ode.Denominator is null ? null : others.Apply(m.Ode.Denominator),
            }),
        ];
        var integration = NumericalMethods.Of(method).Advance(new OdeSystem(_factory, odes, _factory.Read(TimeStep)));
        if (!integration.IsAccepted)
        {
            var refusal = integration.Refusal;
            var culprit = members.First(m => m.Equation.Variable == refusal.Variable).Equation;
            throw new EquationException(
                $"The method '{NumericalMethods.Name(method)}' cannot integrate '{refusal.Variable}': {refusal.Reason}.",
                culprit.Statement.Span,
                refusal.Remedy);
        }

        for (var i = 0; i < odes.Length; i++)
            results.Add(odes[i].Variable, integration.Values[i]);
    }
}
