using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>What names mean in a synapse model.</summary>
internal sealed class SynapseNames : ModelNames
{
    public const string Weight = "w";
    public const string TargetConductance = "g_target";
    private readonly NeuronInterface? _pre;
    private readonly NeuronInterface? _post;
    private readonly List<GlobalOperation> _preOperations = [];
    private readonly List<GlobalOperation> _postOperations = [];

    /// <summary>Collects the names of a synapse.</summary>
    /// <param name="synapse">The model.</param>
    /// <param name="scope">What is around it.</param>
    /// <param name="pre">The pre-synaptic neuron; null when it is not known yet.</param>
    /// <param name="post">The post-synaptic neuron; null when it is not known yet.</param>
    public SynapseNames(SynapseSyntax synapse, ModelScope scope, NeuronInterface? pre, NeuronInterface? post)
        : base(scope, synapse.Functions)
    {
        (_pre, _post) = (pre, post);
        EventDriven = [.. synapse.Equations.Where(e => e.Method == NumericalMethod.EventDriven).Select(e => e.Variable)];
        var events = synapse.PreSpike.Concat(synapse.PostSpike).Concat(synapse.PreAxonSpike).ToList();
        DeclareParameters(synapse.Parameters, name => name == Weight && events.Any(e => e.Variable == Weight));
        if (synapse.Parameters.All(p => p.Name != Weight) && synapse.Equations.All(e => e.Variable != Weight))
        {
            var slot = new Slot(SlotOwner.Self, Weight, Locality.Local, AttributeKind.Real);
            Declare(new ModelAttribute(slot, events.All(e => e.Variable != Weight)));
        }

        DeclareVariables(synapse.Equations);
        foreach (var e in events.Where(e => ((AssignmentStatement)e.Statement).TargetOwner is null && e.Variable != TargetConductance))
        {
            if (TryAttribute(e.Variable, out _))
                continue;
            ReservedNames.CheckAttribute(e.Variable, e.TargetSpan());
            DeclareVariables([e]);
        }
    }

    /// <summary>Variables that change at events only.</summary>
    public ImmutableHashSet<string> EventDriven { get; }

    public IReadOnlyList<GlobalOperation> PreOperations => _preOperations;

    public IReadOnlyList<GlobalOperation> PostOperations => _postOperations;

    public override IEnumerable<string> ValueNames => [.. base.ValueNames, "t_pre", "t_post"];

    public override Node? TrySpecial(NameExpression name, ExpressionResolver resolver)
    {
        switch (name.Name)
        {
            case "t_last":
                throw new EquationException("'t_last' has a meaning in neurons only.", name.Span, "t_pre or t_post");
            case TargetConductance:
                throw new EquationException("'g_target' can only be changed.", name.Span, "an assignment such as g_target += w in 'preSpike'");
        }

        var (end, slot, role) = name.Name switch
        {
            "t_pre" => (_pre, ProjectionSlots.PreLastSpike, "pre"),
            "t_post" => (_post, ProjectionSlots.PostLastSpike, "post"),
            _ => (null, null, null),
        };
        if (slot is null)
            return null;
        if (end is { IsSpiking: false })
        {
            throw new EquationException(
                $"'{name.Name}' is the time of the last spike of '{end.Name}', which does not spike.", name.Span, $"a spiking {role}-synaptic population");
        }

        CheckLocality(slot, resolver.Locality, name.Span);
        return Factory.Multiply(Factory.ToReal(Factory.Read(slot)), Factory.Read(NetworkSlots.TimeStep));
    }

    public override EquationException Unknown(NameExpression name) => name.Name switch
    {
        _ when End("pre", _pre, name.Name) is { } end => end(name),
        _ when End("post", _post, name.Name) is { } end => end(name),
        _ => base.Unknown(name),
    };

    public override Node ResolveMember(MemberExpression member, ExpressionResolver resolver)
    {
        var slot = MemberSlot(member);
        CheckLocality(slot, resolver.Locality, member.Span);
        return Factory.Read(slot);
    }

    /// <summary>The column of <c>pre.x</c> or <c>post.x</c>.</summary>
    public Slot MemberSlot(MemberExpression member)
    {
        var (owner, end, local) = member.Owner == "pre"
            ? (SlotOwner.Pre, _pre, Locality.Local)
            : (SlotOwner.Post, _post, Locality.Semiglobal);
        if (end is null)
            return new Slot(owner, member.Name, local, AttributeKind.Real);
        if (end.Attributes.FirstOrDefault(a => a.Name == member.Name) is { } attribute)
            return new Slot(owner, member.Name, attribute.Locality == Locality.Local ? local : Locality.Global, attribute.Kind);
        if ((end.IsSpiking && member.Name == "r") || end.Targets.Any(t => member.Name == SlotNames.Sum(t)))
            return new Slot(owner, member.Name, local, AttributeKind.Real);
        throw new EquationException(
            $"The {member.Owner}-synaptic neuron '{end.Name}' has no '{member.Name}'.",
            member.Span,
            "one of its parameters and variables",
            NearestName.Find(member.Name, end.Attributes.Select(a => a.Name).Concat(end.Targets.Select(SlotNames.Sum))));
    }

    /// <summary>Whether a column of a neuron is one that its equations leave alone.</summary>
    public bool IsParameter(Slot slot)
    {
        var end = slot.Owner == SlotOwner.Pre ? _pre : _post;
        return end is null || end.Attributes.Any(a => a.Name == slot.Name && a.IsParameter);
    }

    public override void CheckLocality(Slot slot, Locality allowed, SourceSpan span)
    {
        if (slot.Locality <= allowed)
            return;
        var values = (slot.Owner, slot.Locality) switch
        {
            (SlotOwner.Pre, _) => "pre-synaptic neuron",
            (_, Locality.Semiglobal) => "post-synaptic neuron",
            _ => "synapse",
        };
        var (reader, expected) = allowed == Locality.Global
            ? ("a projection-wide equation", "projection-wide attributes")
            : ("an equation per post-synaptic neuron", "projection-wide or postsynaptic attributes, or those of the post-synaptic neuron");
        throw new EquationException($"'{slot}' has a value for each {values}, so {reader} cannot read it.", span, expected);
    }

    public override Node? TryOperation(CallExpression call, ExpressionResolver resolver)
    {
        if (call.Function == "sum")
            throw new EquationException("A synapse has no weighted sum.", call.Span, "pre.sum(exc) or post.sum(exc)");
        var isAmbiguous = call.Function is "min" or "max";
        if (!ReservedNames.Operations.Contains(call.Function) || (isAmbiguous && call.Arguments.Length > 1))
            return null;
        if (call.Arguments is not [{ Value: MemberExpression member }])
        {
            throw new EquationException(
                $"'{call.Function}' over a population takes a variable of one of its neurons.",
                call.Span,
                isAmbiguous ? $"{call.Function}(pre.r), or two values: {call.Function}(x, y)" : $"{call.Function}(pre.r) or {call.Function}(post.r)");
        }

        var slot = MemberSlot(member);
        if (slot.Locality == Locality.Global)
        {
            throw new EquationException(
                $"'{slot}' has one value for the population, so there is nothing to take '{call.Function}' of.", member.Span, "a local attribute");
        }

        var operations = slot.Owner == SlotOwner.Pre ? _preOperations : _postOperations;
        var operation = new GlobalOperation(call.Function, member.Name);
        if (!operations.Contains(operation))
            operations.Add(operation);
        return Factory.Read(new Slot(slot.Owner, operation.SlotName, Locality.Global, AttributeKind.Real));
    }

    /// <summary>The error for an attribute of a neuron that is named without saying whose.</summary>
    private static Func<NameExpression, EquationException>? End(string role, NeuronInterface? end, string name) =>
        end is not null && end.Attributes.Any(a => a.Name == name)
            ? n => new EquationException($"Unknown name '{name}'.", n.Span, $"'{role}.{name}' for the attribute of the {role}-synaptic neuron")
            : null;
}
