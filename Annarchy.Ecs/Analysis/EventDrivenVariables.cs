using Annarchy.Analysis.Algebra;
using Annarchy.Analysis.Methods;
using Annarchy.Language;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>
/// Variables of synapses that are integrated only when something happens to the synapse, exactly, over the time since the last
/// event. So their equations must be linear and depend on nothing that changes in between.
/// </summary>
internal sealed class EventDrivenVariables
{
    private readonly SynapseNames _names;
    private readonly NodeFactory _factory;
    private readonly List<(ModelAttribute Attribute, EquationSyntax Equation, Relaxation Relaxation)> _variables = [];

    public EventDrivenVariables(SynapseNames names, IEnumerable<EquationSyntax> equations)
    {
        _names = names;
        _factory = names.Factory;
        foreach (var equation in equations.Where(e => e.Method == NumericalMethod.EventDriven))
            Add(equation);
    }

    public bool Any => _variables.Count > 0;

    /// <summary>
    /// Brings all variables to the time of an event. ANNarchy counts the event as the last one at its own step, but integrates only to the
    /// step before where a pre-synaptic spike arrives, since that was emitted one step earlier at least.
    /// </summary>
    /// <param name="pass">The pass of the event.</param>
    /// <param name="state">Its state.</param>
    /// <param name="isPreSynaptic">Whether the event is the arrival of a spike.</param>
    public void Integrate(EquationPass pass, PassState state, bool isPreSynaptic)
    {
        if (!Any)
            return;
        var step = _factory.Read(NetworkSlots.Step);
        var until = isPreSynaptic ? _factory.Subtract(step, _factory.Constant(1L)) : step;
        foreach (var (attribute, equation, relaxation) in _variables)
            pass.Assign(attribute, ValueAt(until, attribute, relaxation), equation);
        state[ProjectionSlots.LastEvent] = step;
    }

    /// <summary>The present value of a variable between events, or null for other attributes.</summary>
    public Node? Present(ModelAttribute attribute)
    {
        var variable = _variables.Find(v => v.Attribute == attribute);
        return variable.Relaxation is null ? null : ValueAt(_factory.Read(NetworkSlots.Step), attribute, variable.Relaxation);
    }

    private Node ValueAt(Node step, ModelAttribute attribute, Relaxation relaxation)
    {
        var elapsed = _factory.Subtract(step, _factory.Read(ProjectionSlots.LastEvent));
        var time = _factory.Multiply(_factory.ToReal(elapsed), _factory.Read(NetworkSlots.TimeStep));
        return relaxation.After(_factory, time, _factory.ToReal(_factory.Read(attribute.Slot)));
    }

    private void Add(EquationSyntax equation)
    {
        var span = equation.Statement.Span;
        _names.TryAttribute(equation.Variable, out var attribute);
        if (attribute!.Slot.Locality != Locality.Local)
        {
            throw new EquationException(
                $"'{equation.Variable}' is event-driven, so it has a value for each synapse.", span, "a local variable, or another method");
        }

        if (equation.Statement is not Language.Syntax.DifferentialStatement)
            throw new EquationException($"'{equation.Variable}' is event-driven, but has no differential equation.", span);
        var unknown = _factory.Read(new Slot(SlotOwner.Unknown, equation.Variable, Locality.Local, AttributeKind.Real));
        var resolver = new ExpressionResolver(_names, Locality.Local, a => a == attribute ? unknown : _factory.Read(a.Slot));
        var ode = GradientIsolation.Isolate(equation, _names, resolver, unknown, unknown);
        if (!Relaxation.TryFind(_factory, ode, out var relaxation, out var refusal))
        {
            throw new EquationException(
                $"'{equation.Variable}' cannot be event-driven: {refusal.Reason}.", span, "a linear equation, or a clock-driven method");
        }

        foreach (var part in new[] { relaxation.Factor, relaxation.Rest, relaxation.Denominator })
            CheckConstant(equation, part);
        _variables.Add((attribute, equation, relaxation));
    }

    /// <summary>Refuses what may change between two events.</summary>
    private void CheckConstant(EquationSyntax equation, Node? part)
    {
        if (part is null)
            return;
        foreach (var node in OperandsFirst.Of(part, _ => false))
        {
            var culprit = node.Op is Op.Gamma or Op.Binomial ? "random numbers" : node.Slot is { } slot && Changes(slot) ? $"'{slot}'" : null;
            if (culprit is null)
                continue;
            throw new EquationException(
                $"'{equation.Variable}' cannot be event-driven: its equation depends on {culprit}, which may change between events.",
                equation.Statement.Span,
                "parameters and constants only, or a clock-driven method");
        }
    }

    private bool Changes(Slot slot) => slot.Owner switch
    {
        SlotOwner.Self => !(_names.TryAttribute(slot.Name, out var attribute) && attribute.IsParameter),
        SlotOwner.Pre or SlotOwner.Post => !_names.IsParameter(slot),
        SlotOwner.Network => slot.Name is SlotNames.Time or SlotNames.Step,
        SlotOwner.Random => true,
        _ => false,
    };
}
