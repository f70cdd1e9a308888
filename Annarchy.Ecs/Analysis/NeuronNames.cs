using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>What names mean in a neuron model.</summary>
internal sealed class NeuronNames : ModelNames
{
    private const string ConductancePrefix = "g_";
    private readonly NeuronSyntax _neuron;
    private readonly SortedSet<string> _targets = new(StringComparer.Ordinal);
    private readonly List<GlobalOperation> _globalOperations = [];

    /// <summary>Collects the names of a neuron.</summary>
    /// <param name="neuron">The model.</param>
    /// <param name="scope">What is around it.</param>
    /// <param name="firstStream">Number of the first random stream.</param>
    public NeuronNames(NeuronSyntax neuron, ModelScope scope, int firstStream = 0)
        : base(scope, neuron.Functions, firstStream)
    {
        _neuron = neuron;
        DeclareParameters(neuron.Parameters);
        DeclareVariables(neuron.Equations);
        if (neuron.IsSpiking)
            DeclareConductances();
    }

    /// <summary>Whether names are those of a condition that ends a simulation, where <c>spiked</c> has a meaning.</summary>
    public bool IsStopCondition { get; init; }

    /// <summary>Conductances the equations read but do not define.</summary>
    public ImmutableArray<ModelAttribute> ImpliedConductances { get; private set; } = [];

    /// <summary>Targets met so far.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    public bool SumsAllTargets { get; private set; }

    /// <summary>Global operations met so far.</summary>
    public IReadOnlyList<GlobalOperation> GlobalOperations => _globalOperations;

    public override IEnumerable<string> ValueNames => _neuron.IsSpiking ? [.. base.ValueNames, "t_last"] : base.ValueNames;

    /// <summary>Whether an attribute is fed by spikes.</summary>
    public static bool IsConductance(string name) => name.StartsWith(ConductancePrefix, StringComparison.Ordinal);

    /// <summary>The step of the last spike.</summary>
    public static Slot LastSpike { get; } = new(SlotOwner.Self, SlotNames.LastSpike, Locality.Local, AttributeKind.Integer);

    public override Node? TrySpecial(NameExpression name, ExpressionResolver resolver)
    {
        if (!_neuron.IsSpiking)
            return null;
        if (IsStopCondition && name.Name == "spiked")
            return Factory.Make(Op.Equal, Factory.Read(LastSpike), Factory.Read(NetworkSlots.Step));
        if (name.Name != "t_last")
            return null;
        CheckLocality(LastSpike, resolver.Locality, name.Span);
        return Factory.Multiply(Factory.ToReal(Factory.Read(LastSpike)), Factory.Read(NetworkSlots.TimeStep));
    }

    public override EquationException Unknown(NameExpression name)
    {
        switch (name.Name)
        {
            case "t_last":
                return new EquationException("'t_last' is the time of the last spike, and this neuron has no 'spike'.", name.Span, "a spiking neuron");
            case "t_pre" or "t_post":
                return new EquationException($"'{name.Name}' has a meaning in synapses only.", name.Span, _neuron.IsSpiking ? "'t_last'" : null);
        }

        if (name.Name.StartsWith(ConductancePrefix, StringComparison.Ordinal) && !_neuron.IsSpiking)
        {
            return new EquationException(
                $"Unknown name '{name.Name}'.",
                name.Span,
                $"'sum({name.Name[ConductancePrefix.Length..]})': a neuron without 'spike' receives weighted sums, not conductances");
        }

        return base.Unknown(name);
    }

    public override Node ResolveMember(MemberExpression member, ExpressionResolver resolver) => throw new EquationException(
        $"A neuron cannot read '{member.Owner}.{member.Name}'.", member.Span, "pre and post in synapses only");

    public override void CheckLocality(Slot slot, Locality allowed, SourceSpan span)
    {
        if (slot.Locality > allowed)
        {
            throw new EquationException(
                $"'{slot.Name}' has a value for each neuron, so a population-wide equation cannot read it.",
                span,
                slot.Name.Contains('(')
                    ? "population-wide attributes"
                    : $"population-wide attributes, or a global operation such as mean({slot.Name})");
        }
    }

    public override Node? TryOperation(CallExpression call, ExpressionResolver resolver)
    {
        if (call.Function == "sum")
            return ResolveSum(call, resolver);
        var isAmbiguous = call.Function is "min" or "max";
        if (!ReservedNames.Operations.Contains(call.Function) || (isAmbiguous && call.Arguments.Length > 1))
            return null;
        if (call.Arguments is not [{ Value: NameExpression variable }])
        {
            throw new EquationException(
                $"'{call.Function}' over a population takes the name of one variable.",
                call.Span,
                isAmbiguous ? $"{call.Function}(v), or two values: {call.Function}(x, y)" : $"{call.Function}(v)");
        }

        if (!TryAttribute(variable.Name, out var attribute))
            throw Unknown(variable);
        if (attribute.Slot.Locality != Locality.Local)
        {
            throw new EquationException(
                $"'{variable.Name}' has one value for the population, so there is nothing to take '{call.Function}' of.",
                variable.Span,
                "a local attribute");
        }

        var operation = new GlobalOperation(call.Function, variable.Name);
        if (!_globalOperations.Contains(operation))
            _globalOperations.Add(operation);
        return Factory.Read(new Slot(SlotOwner.Self, operation.SlotName, Locality.Global, AttributeKind.Real));
    }

    private Node ResolveSum(CallExpression call, ExpressionResolver resolver)
    {
        var target = call.Arguments switch
        {
            [] => string.Empty,
            [{ Value: NameExpression name }] => name.Name,
            _ => throw new EquationException("'sum' takes the name of one target.", call.Span, "sum(exc), or sum() for all targets"),
        };
        if (_neuron.IsSpiking)
        {
            throw new EquationException(
                "A spiking neuron receives no weighted sum.", call.Span, $"the conductance 'g_{(target.Length > 0 ? target : "exc")}'");
        }

        if (target.Length > 0)
            _targets.Add(target);
        else
            SumsAllTargets = true;
        var slot = new Slot(SlotOwner.Self, SlotNames.Sum(target), Locality.Local, AttributeKind.Real);
        CheckLocality(slot, resolver.Locality, call.Span);
        return Factory.Read(slot);
    }

    private void DeclareConductances()
    {
        var expressions = _neuron.Equations.Concat(_neuron.Reset).Concat(_neuron.AxonReset).SelectMany(e => e.Expressions());
        if (_neuron.Spike is not null)
            expressions = expressions.Append(_neuron.Spike);
        if (_neuron.AxonSpike is not null)
            expressions = expressions.Append(_neuron.AxonSpike);
        var read = expressions.SelectMany(e => e.DescendantsAndSelf()).OfType<NameExpression>().Select(n => n.Name);
        var assigned = _neuron.Reset.Concat(_neuron.AxonReset).Concat(_neuron.Equations).Select(e => e.Variable);
        var implied = ImmutableArray.CreateBuilder<ModelAttribute>();
        foreach (var name in read.Concat(assigned).Distinct().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(ConductancePrefix, StringComparison.Ordinal) || name.Length == ConductancePrefix.Length
                || Scope.Constants.ContainsKey(name))
            {
                continue;
            }

            if (!TryAttribute(name, out var attribute))
            {
                var slot = new Slot(SlotOwner.Self, name, Locality.Local, AttributeKind.Real);
                implied.Add(attribute = new ModelAttribute(slot, false));
                Declare(attribute);
            }

            if (!attribute.IsParameter)
                _targets.Add(name[ConductancePrefix.Length..]);
        }

        ImpliedConductances = implied.ToImmutable();
    }
}
