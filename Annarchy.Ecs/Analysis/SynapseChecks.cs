using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Analysis;

/// <summary>Refuses synapses that make no sense whatever their names mean.</summary>
internal static class SynapseChecks
{
    public static void Check(SynapseSyntax synapse)
    {
        CheckEvents(synapse);
        foreach (var equation in synapse.PreSpike.Concat(synapse.PreAxonSpike))
            CheckTarget(synapse, equation, isPreSynaptic: true);
        foreach (var equation in synapse.PostSpike)
            CheckTarget(synapse, equation, isPreSynaptic: false);
        CheckPsp(synapse);
    }

    /// <summary>Whether an assignment changes a conductance of the post-synaptic neuron.</summary>
    public static bool FeedsTarget(this EquationSyntax equation) =>
        equation is { Variable: SynapseNames.TargetConductance, Statement: AssignmentStatement { TargetOwner: null } };

    private static void CheckEvents(SynapseSyntax synapse)
    {
        if (synapse.PreSpike.IsEmpty && synapse.PostSpike is [var post, ..])
        {
            throw new EquationException(
                "A synapse with 'postSpike' but without 'preSpike' is rate-coded, and nothing spikes.", post.Span, "a 'preSpike' as well");
        }

        if (synapse.PreSpike.IsEmpty && synapse.PreAxonSpike is [var axon, ..])
            throw new EquationException("A synapse with 'preAxonSpike' but without 'preSpike' receives no spikes.", axon.Span, "a 'preSpike' as well");
        if (synapse.PreSpike is [var first, ..] && synapse.Psp is null && !synapse.PreSpike.Any(FeedsTarget))
        {
            throw new EquationException(
                "The spikes have no effect on the post-synaptic neuron.", first.Span, "'g_target += w' or the like in 'preSpike', or a 'psp'");
        }

        var misplaced = synapse.Equations.Concat(synapse.PostSpike).Concat(synapse.PreAxonSpike).FirstOrDefault(e => e.UnlessPost);
        if (misplaced is not null)
            throw new EquationException("'unless_post' has a meaning in 'preSpike' only.", misplaced.Span, "no such flag");
    }

    private static void CheckTarget(SynapseSyntax synapse, EquationSyntax equation, bool isPreSynaptic)
    {
        var assignment = (AssignmentStatement)equation.Statement;
        if (assignment.TargetOwner == "pre")
        {
            throw new EquationException(
                $"A synapse cannot change '{assignment.TargetSpan.Text}'.", assignment.TargetSpan, "its own variables, or those of the post-synaptic neuron");
        }

        if (!isPreSynaptic && (assignment.TargetOwner is not null || equation.FeedsTarget()))
        {
            throw new EquationException(
                $"'{assignment.TargetSpan.Text}' cannot change when the post-synaptic neuron spikes.", assignment.TargetSpan, "variables of the synapse");
        }

        if (assignment.TargetOwner is not null || equation.FeedsTarget())
            return;
        if (synapse.Parameters.Any(p => p.Name == equation.Variable && p.Name != SynapseNames.Weight))
        {
            throw new EquationException(
                $"'{equation.Variable}' is a parameter, so a spike cannot change it.", assignment.TargetSpan, "a variable");
        }

        var locality = synapse.Equations.Where(e => e.Variable == equation.Variable).Select(e => e.Locality)
            .Concat(synapse.Parameters.Where(p => p.Name == equation.Variable).Select(p => p.Locality))
            .Append(equation.Locality)
            .Min();
        if (locality != Locality.Local)
        {
            throw new EquationException(
                $"'{equation.Variable}' is shared by several synapses, so a spike at one of them cannot change it.",
                assignment.TargetSpan,
                "a local variable");
        }
    }

    private static void CheckPsp(SynapseSyntax synapse)
    {
        var eventDriven = synapse.Equations.Where(e => e.Method == NumericalMethod.EventDriven).Select(e => e.Variable).ToHashSet();
        var culprit = synapse.Psp?.DescendantsAndSelf().OfType<NameExpression>().FirstOrDefault(n => eventDriven.Contains(n.Name));
        if (culprit is not null)
        {
            throw new EquationException(
                $"'{culprit.Name}' is event-driven, so a psp, which is needed in every step, cannot read it.",
                culprit.Span,
                "a variable with a clock-driven method");
        }
    }
}
