using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>Makes update programs of synapse models.</summary>
internal sealed class SynapseCompiler
{
    private readonly SynapseSyntax _synapse;
    private readonly SynapseNames _names;
    private readonly NodeFactory _factory;
    private readonly EventDrivenVariables _eventDriven;
    private readonly ImmutableArray<string> _targets;
    private readonly bool _changesWeights;

    private SynapseCompiler(SynapseSyntax synapse, SynapseNames names, ImmutableArray<string> targets, bool changesWeights)
    {
        _synapse = synapse;
        _names = names;
        _factory = names.Factory;
        _targets = targets;
        _changesWeights = changesWeights;
        _eventDriven = new EventDrivenVariables(names, synapse.Equations);
    }

    private IEnumerable<EquationSyntax> Events => _synapse.PreSpike.Concat(_synapse.PostSpike).Concat(_synapse.PreAxonSpike);

    /// <summary>Analyses a synapse between two populations.</summary>
    /// <param name="synapse">The parsed model.</param>
    /// <param name="scope">The network's constants, functions and defaults.</param>
    /// <param name="pre">The pre-synaptic neuron.</param>
    /// <param name="post">The post-synaptic neuron.</param>
    /// <param name="targets">Targets of the projection: what <c>g_target</c> means.</param>
    /// <exception cref="EquationException">The model means nothing.</exception>
    public static SynapseProgram Compile(
        SynapseSyntax synapse, ModelScope scope, NeuronInterface pre, NeuronInterface post, ImmutableArray<string> targets) =>
        CompileBoth(synapse, scope, pre, post, targets);

    /// <summary>Finds what is wrong with a synapse whatever network it will be part of.</summary>
    /// <exception cref="EquationException">The model means nothing.</exception>
    public static void CheckDefinition(SynapseSyntax synapse) => CompileBoth(synapse, ModelScope.Definition, null, null, ["target"]);

    private static SynapseProgram CompileBoth(
        SynapseSyntax synapse, ModelScope scope, NeuronInterface? pre, NeuronInterface? post, ImmutableArray<string> targets)
    {
        SynapseChecks.Check(synapse);
        var frozen = new SynapseCompiler(synapse, new SynapseNames(synapse, scope, pre, post), targets, changesWeights: false);
        return new SynapseCompiler(synapse, new SynapseNames(synapse, scope, pre, post), targets, changesWeights: true)
            .Compile(frozen);
    }

    private SynapseProgram Compile(SynapseCompiler frozen)
    {
        var psp = Psp();
        var updates = Updates();
        frozen.Psp(); // In the same order as here, so that random streams have the same numbers.
        var isPlastic = _synapse.Equations.Concat(Events).Any(e => e.Variable == SynapseNames.Weight);
        var initial = new InitialValues(_names, _synapse.Parameters, [.. _synapse.Equations, .. Implied()]);
        var structure = new StructuralCompiler(_synapse, _names, _eventDriven, initial);
        var (creating, pruning) = (structure.Creating(), structure.Pruning());
        _names.ValidateFunctions();
        return new SynapseProgram
        {
            IsSpiking = _synapse.IsSpiking,
            Attributes = [.. _names.Attributes.Select(initial.Define)],
            Psp = psp,
            IsDefaultPsp = psp is not null && IsDefault(psp.Stores[0].Value),
            Operation = _synapse.Operation,
            IsPlastic = isPlastic,
            Updates = updates,
            UpdatesWithoutPlasticity = isPlastic ? frozen.Updates() : updates,
            HasEventDriven = _eventDriven.Any,
            PreOperations = [.. _names.PreOperations],
            PostOperations = [.. _names.PostOperations],
            Creating = creating,
            Pruning = pruning,
        };
    }

    /// <summary>The first assignments of variables that have no equation of their own.</summary>
    private IEnumerable<EquationSyntax> Implied()
    {
        var known = _synapse.Parameters.Select(p => p.Name).Concat(_synapse.Equations.Select(e => e.Variable)).ToHashSet();
        return Events.Where(e => !e.FeedsTarget() && ((AssignmentStatement)e.Statement).TargetOwner is null && known.Add(e.Variable));
    }

    private UpdateProgram? Psp()
    {
        if (_synapse.Psp is null && _synapse.IsSpiking)
            return null;
        var resolver = new ExpressionResolver(_names, Locality.Local, a => _factory.Read(a.Slot));
        var psp = resolver.Resolve(_synapse.Psp ?? DefaultPsp());
        return new UpdateProgram($"{_synapse.Name}: psp", Locality.Local, [new Store(ProjectionSlots.Psp, _factory.ToReal(psp))]);
    }

    private BinaryExpression DefaultPsp()
    {
        var source = new SourceText("w * pre.r", $"default psp of synapse '{_synapse.Name}'");
        return (BinaryExpression)Parser.ParseExpression(source);
    }

    private static bool IsDefault(Node psp) =>
        psp.Op == Op.Multiply
        && psp.Operands.Any(x => x.Slot is { Owner: SlotOwner.Self, Name: SynapseNames.Weight, Locality: Locality.Local })
        && psp.Operands.Any(x => x.Slot is { Owner: SlotOwner.Pre, Name: "r", Locality: Locality.Local });

    private SynapseUpdates Updates() => new(
        ClockDriven(Locality.Global, "projection-wide update"),
        ClockDriven(Locality.Semiglobal, "post-synaptic update"),
        ClockDriven(Locality.Local, "update"),
        Event(_synapse.PreSpike, "pre-synaptic spike", isPreSynaptic: true),
        Event(_synapse.PostSpike, "post-synaptic spike", isPreSynaptic: false),
        Event(_synapse.PreAxonSpike, "pre-synaptic axonal spike", isPreSynaptic: true));

    private UpdateProgram? ClockDriven(Locality locality, string name)
    {
        var equations = _synapse.Equations.Where(e => e.Locality == locality && e.Method != NumericalMethod.EventDriven).ToList();
        if (equations.Count == 0)
            return null;
        var state = new PassState(_factory);
        new EquationPass(_names, locality, state)
        {
            TimeStep = ProjectionSlots.UpdateInterval,
            IsFrozen = IsFrozen,
            Read = _eventDriven.Present,
        }.Run(equations);
        return Program(name, locality, state);
    }

    private UpdateProgram? Event(ImmutableArray<EquationSyntax> assignments, string name, bool isPreSynaptic)
    {
        if (assignments.IsEmpty)
            return null;
        var state = new PassState(_factory);
        var pass = new EquationPass(_names, Locality.Local, state) { IsFrozen = IsFrozen };
        _eventDriven.Integrate(pass, state, isPreSynaptic);

        // Conductances get what the synapse was before the spike changes it, wherever they stand in the text.
        foreach (var equation in assignments.Where(e => e.FeedsTarget()))
            Feed(equation, state, [.. _targets.Select(ProjectionSlots.Conductance)]);
        foreach (var equation in assignments.Where(e => !e.FeedsTarget()))
        {
            if (((AssignmentStatement)equation.Statement).TargetOwner is not null)
                Feed(equation, state, [PostSlot(equation)]);
            else
                Pass(equation, state).Run([equation]);
        }

        return Program(name, Locality.Local, state);
    }

    /// <summary>Changes post-synaptic neurons: all of them by the same value.</summary>
    private void Feed(EquationSyntax equation, PassState state, ImmutableArray<Slot> slots)
    {
        var assignment = (AssignmentStatement)equation.Statement;
        var pass = Pass(equation, state);
        var value = pass.Resolver().Resolve(assignment.Value);
        foreach (var slot in slots)
            pass.Assign(new ModelAttribute(slot, false), pass.Combine(assignment.Operator, state[slot], value), equation);
    }

    private Slot PostSlot(EquationSyntax equation)
    {
        var span = ((AssignmentStatement)equation.Statement).TargetSpan;
        var slot = _names.MemberSlot(new MemberExpression("post", equation.Variable, span));
        if (slot.Locality == Locality.Global || (_names.IsParameter(slot) && !_names.Scope.IsOpen))
        {
            throw new EquationException(
                $"A spike cannot change '{span.Text}', which is {(slot.Locality == Locality.Global ? "population-wide" : "a parameter")}.",
                span,
                "a local variable of the post-synaptic neuron");
        }

        return slot;
    }

    /// <summary>The pass of one assignment at an event.</summary>
    private EquationPass Pass(EquationSyntax equation, PassState state) => new(_names, Locality.Local, state)
    {
        IsFrozen = IsFrozen,
        When = equation.UnlessPost
            ? _factory.Make(Op.NotEqual, _factory.Read(ProjectionSlots.PreLastSpike), _factory.Read(ProjectionSlots.PostLastSpike))
            : null,
    };

    private bool IsFrozen(ModelAttribute attribute) =>
        !_changesWeights && attribute.Slot is { Owner: SlotOwner.Self, Name: SynapseNames.Weight };

    /// <summary>The program of a pass, or null if it changes nothing.</summary>
    private UpdateProgram? Program(string name, Locality locality, PassState state)
    {
        var stores = state.Stores();
        return stores.IsEmpty ? null : new UpdateProgram($"{_synapse.Name}: {name}", locality, stores);
    }
}
