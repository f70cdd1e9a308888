using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>Makes programs of the conditions under which synapses appear and disappear.</summary>
internal sealed class StructuralCompiler(
    SynapseSyntax synapse, SynapseNames names, EventDrivenVariables eventDriven, InitialValues initial)
{
    public StructuralProgram? Creating()
    {
        if (synapse.Creating is not { } creating)
            return null;
        var local = creating.Condition.DescendantsAndSelf().OfType<NameExpression>()
            .FirstOrDefault(n => names.TryAttribute(n.Name, out var attribute) && attribute.Slot.Locality == Locality.Local);
        if (local is not null)
        {
            throw new EquationException(
                $"A synapse that does not exist yet has no '{local.Name}'.",
                local.Span,
                "attributes of the neurons, or of the projection");
        }

        return Compile("creating", creating);
    }

    public StructuralProgram? Pruning() => synapse.Pruning is { } pruning ? Compile("pruning", pruning) : null;

    private StructuralProgram Compile(string name, StructuralCondition structure)
    {
        var resolver = new ExpressionResolver(
            names, Locality.Local, a => eventDriven.Present(a) ?? names.Factory.Read(a.Slot));
        var condition = resolver.ResolveCondition(structure.Condition);
        var program = new UpdateProgram($"{synapse.Name}: {name}", Locality.Local, [], condition);
        return new StructuralProgram(
            program,
            Probability(structure.Probability),
            structure.Weight is null ? default : initial.EvaluateOrDraw(structure.Weight),
            structure.Delay is null ? null : initial.EvaluateOrDraw(structure.Delay));
    }

    private double Probability(Expression? expression)
    {
        if (expression is null)
            return 1.0;
        var probability = initial.Evaluate(expression);
        return probability is >= 0.0 and <= 1.0
            ? probability
            : throw new EquationException($"{probability} is not a probability.", expression.Span, "a number from 0 to 1");
    }
}
