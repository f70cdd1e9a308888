using System.Collections.Immutable;
using Annarchy.Language.Syntax;
using Annarchy.Language.Typesetting;
using Annarchy.Models;

namespace Annarchy;

/// <summary>Describes models for people to read.</summary>
public static class ModelDescriptions
{
    /// <summary>Describes a neuron model.</summary>
    /// <param name="neuron">The model.</param>
    /// <param name="notation">How formulas are written.</param>
    public static ModelDescription Describe(this Neuron neuron, MathNotation notation = MathNotation.Latex)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        var (syntax, math) = (neuron.Syntax, MathTypesetter.For(notation));
        var events = new List<EventDescription>();
        if (syntax.Spike is not null)
        {
            events.Add(new EventDescription(
                "Spike",
                math.Formula(math.Typeset(syntax.Spike)),
                Actions(math, syntax.Reset),
                syntax.Refractory is null ? [] : [new EventDetail("Refractory period (ms)", math.Formula(math.Typeset(syntax.Refractory)))]));
        }

        if (syntax.AxonSpike is not null)
            events.Add(new EventDescription("Axonal spike", math.Formula(math.Typeset(syntax.AxonSpike)), Actions(math, syntax.AxonReset), []));
        return new ModelDescription(
            neuron.Name,
            neuron.Description,
            neuron.IsSpiking,
            Parameters(math, syntax.Parameters),
            Equations(math, syntax.Equations),
            [.. syntax.Functions.Select(f => math.Formula(math.Typeset(f)))],
            events,
            null);
    }

    /// <summary>Describes a synapse model.</summary>
    /// <param name="synapse">The model.</param>
    /// <param name="notation">How formulas are written.</param>
    public static ModelDescription Describe(this Synapse synapse, MathNotation notation = MathNotation.Latex)
    {
        ArgumentNullException.ThrowIfNull(synapse);
        var (syntax, math) = (synapse.Syntax, MathTypesetter.For(notation));
        var events = new List<EventDescription>();
        AddEvent("Pre-synaptic spike", syntax.PreSpike);
        AddEvent("Pre-synaptic axonal spike", syntax.PreAxonSpike);
        AddEvent("Post-synaptic spike", syntax.PostSpike);
        AddStructural("Creation of a synapse", syntax.Creating);
        AddStructural("Pruning of a synapse", syntax.Pruning);
        return new ModelDescription(
            synapse.Name,
            synapse.Description,
            synapse.IsSpiking,
            Parameters(math, syntax.Parameters),
            Equations(math, syntax.Equations),
            [.. syntax.Functions.Select(f => math.Formula(math.Typeset(f)))],
            events,
            syntax.Psp is null ? null : math.Formula(math.Typeset(syntax.Psp)));

        void AddEvent(string name, ImmutableArray<EquationSyntax> actions)
        {
            if (!actions.IsEmpty)
                events.Add(new EventDescription(name, null, Actions(math, actions), []));
        }

        void AddStructural(string name, StructuralCondition? condition)
        {
            if (condition is null)
                return;
            var details = new List<EventDetail>();
            AddDetail("Probability", condition.Probability);
            AddDetail("Weight", condition.Weight);
            AddDetail("Delay (ms)", condition.Delay);
            events.Add(new EventDescription(name, math.Formula(math.Typeset(condition.Condition)), [], details));

            void AddDetail(string what, Expression? value)
            {
                if (value is not null)
                    details.Add(new EventDetail(what, math.Formula(math.Typeset(value))));
            }
        }
    }

    /// <summary>The name of an attribute as a formula.</summary>
    /// <param name="name">A name of a parameter, variable or constant.</param>
    /// <param name="notation">How formulas are written.</param>
    public static string Symbol(string name, MathNotation notation = MathNotation.Latex)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var math = MathTypesetter.For(notation);
        return math.Formula(math.Symbol(name));
    }

    private static List<string> Actions(MathTypesetter math, ImmutableArray<EquationSyntax> equations) =>
        [.. equations.Select(e => math.Formula(math.Typeset(e.Statement, isEvent: true)))];

    private static List<ParameterDescription> Parameters(MathTypesetter math, ImmutableArray<ParameterSyntax> parameters) =>
        [.. parameters.Select(p => new ParameterDescription(
            p.Name, math.Formula(math.Symbol(p.Name)), math.Formula(math.Typeset(p.Value)), p.Locality, p.Kind))];

    private static List<EquationDescription> Equations(MathTypesetter math, ImmutableArray<EquationSyntax> equations) =>
        [.. equations.Select(e => new EquationDescription(
            e.Variable,
            math.Formula(math.Typeset(e.Statement, isEvent: false)),
            e.Statement is DifferentialStatement,
            e.Method,
            Optional(math, e.Initial),
            Optional(math, e.Minimum),
            Optional(math, e.Maximum),
            e.Locality))];

    private static string? Optional(MathTypesetter math, Expression? expression) =>
        expression is null ? null : math.Formula(math.Typeset(expression));
}
