using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>Makes update programs of neuron models.</summary>
internal sealed class NeuronCompiler
{
    /// <summary>Streams of stop conditions begin here, apart from those of equations.</summary>
    private const int FirstStopStream = 1 << 14;

    private static readonly Slot RefractoryRemaining =
        new(SlotOwner.Self, SlotNames.RefractoryRemaining, Locality.Local, AttributeKind.Integer);

    private readonly NeuronSyntax _neuron;
    private readonly NeuronNames _names;
    private readonly NodeFactory _factory;

    private NeuronCompiler(NeuronSyntax neuron, NeuronNames names)
    {
        _neuron = neuron;
        _names = names;
        _factory = _names.Factory;
    }

    /// <summary>Analyses a neuron.</summary>
    /// <param name="neuron">The parsed model.</param>
    /// <param name="scope">The network's constants, functions and defaults.</param>
    /// <exception cref="EquationException">The model means nothing.</exception>
    public static NeuronProgram Compile(NeuronSyntax neuron, ModelScope scope) =>
        new NeuronCompiler(neuron, new NeuronNames(neuron, scope)).Compile();

    /// <summary>Finds what is wrong with a neuron whatever network it will be part of.</summary>
    /// <returns>The model with names still open that a network may define.</returns>
    /// <exception cref="EquationException">The model means nothing.</exception>
    public static NeuronProgram CheckDefinition(NeuronSyntax neuron) => Compile(neuron, ModelScope.Definition);

    /// <summary>
    /// A program whose spikes are the neurons that fulfil a condition; it stores nothing. In the condition <c>spiked</c> says whether
    /// the neuron spiked in this step.
    /// </summary>
    public static UpdateProgram CompileCondition(NeuronSyntax neuron, ModelScope scope, Expression condition)
    {
        var names = new NeuronNames(neuron, scope, FirstStopStream) { IsStopCondition = true };
        var compiler = new NeuronCompiler(neuron, names);
        var pass = compiler.Pass(Locality.Local, new PassState(compiler._factory));
        return new UpdateProgram($"{neuron.Name}: stop condition", Locality.Local, [], pass.Resolver().ResolveCondition(condition));
    }

    private NeuronProgram Compile()
    {
        var initial = new InitialValues(_names, _neuron.Parameters, _neuron.Equations);
        var global = GlobalProgram();
        var local = LocalProgram();
        _names.ValidateFunctions();
        return new NeuronProgram
        {
            IsSpiking = _neuron.IsSpiking,
            Attributes = [.. _names.Attributes.Select(initial.Define)],
            Global = global,
            Local = local,
            Targets = [.. _names.Targets],
            SumsAllTargets = _names.SumsAllTargets,
            GlobalOperations = [.. _names.GlobalOperations],
            HasRefractory = _neuron.Refractory is not null,
            RefractoryPeriod = _neuron.Refractory is NumberLiteral number ? number.Value : null,
        };
    }

    private EquationPass Pass(Locality locality, PassState state, Func<ModelAttribute, Node?>? mask = null) =>
        new(_names, locality, state) { Mask = mask };

    private UpdateProgram? GlobalProgram()
    {
        var equations = _neuron.Equations.Where(e => e.Locality == Locality.Global).ToList();
        if (equations.Count == 0)
            return null;
        var state = new PassState(_factory);
        Pass(Locality.Global, state).Run(equations);
        return new UpdateProgram($"{_neuron.Name}: population-wide update", Locality.Global, state.Stores());
    }

    private UpdateProgram LocalProgram()
    {
        var state = new PassState(_factory);
        var equations = _neuron.Equations.Where(e => e.Locality == Locality.Local);
        if (!_neuron.IsSpiking)
        {
            Pass(Locality.Local, state).Run(equations);
            return new UpdateProgram($"{_neuron.Name}: update", Locality.Local, state.Stores());
        }

        // Conductances go on while a neuron is refractory, everything else stands still.
        var remaining = _factory.Read(RefractoryRemaining);
        var active = _neuron.Refractory is null ? null : _factory.Make(Op.LessOrEqual, remaining, _factory.Constant(0L));
        Pass(Locality.Local, state, a => NeuronNames.IsConductance(a.Name) ? null : active).Run(equations);
        foreach (var conductance in _names.ImpliedConductances)
            state[conductance.Slot] = _factory.Constant(0.0);
        if (active is not null)
            state[RefractoryRemaining] = _factory.Select(active, remaining, _factory.Subtract(remaining, _factory.Constant(1L)));
        var (spike, axonSpike) = Spikes(state, active);
        return new UpdateProgram($"{_neuron.Name}: update", Locality.Local, state.Stores(), spike, axonSpike);
    }

    /// <summary>Conditions on the updated values, resets, and what a spike leaves behind.</summary>
    private (Node Spike, Node? AxonSpike) Spikes(PassState state, Node? active)
    {
        var resolver = Pass(Locality.Local, state).Resolver();
        var spike = resolver.ResolveCondition(_neuron.Spike!);
        if (active is not null)
            spike = _factory.Make(Op.And, active, spike);
        Reset(_neuron.Reset, state, spike);

        // An axonal spike needs no rest, but it gives way to a proper one.
        Node? axonSpike = null;
        if (_neuron.AxonSpike is not null)
        {
            axonSpike = _factory.Make(Op.And, resolver.ResolveCondition(_neuron.AxonSpike), _factory.Make(Op.Not, spike));
            Reset(_neuron.AxonReset, state, axonSpike);
        }

        // The reset has still seen the spike before this one.
        state[NeuronNames.LastSpike] = _factory.Select(spike, _factory.Read(NetworkSlots.Step), _factory.Read(NeuronNames.LastSpike));
        if (_neuron.Refractory is not null)
            state[RefractoryRemaining] = _factory.Select(spike, RefractorySteps(resolver), state[RefractoryRemaining]);
        return (spike, axonSpike);
    }

    private void Reset(ImmutableArray<EquationSyntax> reset, PassState state, Node when)
    {
        foreach (var equation in reset)
        {
            if (!_names.TryAttribute(equation.Variable, out var attribute))
            {
                throw new EquationException(
                    $"Unknown variable '{equation.Variable}'.",
                    equation.TargetSpan(),
                    "a variable of the neuron",
                    NearestName.Find(equation.Variable, _names.Attributes.Where(a => !a.IsParameter).Select(a => a.Name)));
            }

            if (attribute.IsParameter)
            {
                throw new EquationException(
                    $"'{equation.Variable}' is a parameter, so a reset cannot change it.",
                    equation.TargetSpan(),
                    "a variable");
            }

            if (attribute.Slot.Locality != Locality.Local)
            {
                throw new EquationException(
                    $"'{equation.Variable}' has one value for the population, so a neuron cannot reset it.", equation.TargetSpan(), "a local variable");
            }
        }

        new EquationPass(_names, Locality.Local, state) { When = when }.Run(reset);
    }

    /// <summary>The refractory period in steps; multiples of dt are exact in either precision.</summary>
    private Node RefractorySteps(ExpressionResolver resolver)
    {
        const double Slack = 1e-3;
        var period = _neuron.Refractory is NumberLiteral
            ? _factory.Read(new Slot(SlotOwner.Self, SlotNames.Refractory, Locality.Local, AttributeKind.Real))
            : resolver.Resolve(_neuron.Refractory!);
        var steps = _factory.Divide(period, _factory.Read(NetworkSlots.TimeStep));
        return _factory.ToInteger(_factory.Add(steps, _factory.Constant(Slack)));
    }
}
