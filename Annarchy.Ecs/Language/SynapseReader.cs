using Annarchy.Models;

namespace Annarchy.Language;

/// <summary>Reads a synapse model.</summary>
internal static class SynapseReader
{
    private static readonly string[] Operations = ["sum", "max", "min", "mean"];

    public static SynapseSyntax Read(string name, string owner, SynapseTexts texts)
    {
        var reader = new ModelReader(isSynapse: true, owner);
        var syntax = new SynapseSyntax(
            name,
            reader.ReadParameters(texts.Parameters),
            reader.ReadEquations(texts.Equations),
            reader.ReadFunctions(texts.Functions),
            reader.ReadExpression(texts.Psp, "psp"),
            texts.Operation,
            reader.ReadAssignments(texts.PreSpike, "pre-spike", StatementRole.SpikeEvent),
            reader.ReadAssignments(texts.PostSpike, "post-spike", StatementRole.SpikeEvent),
            reader.ReadAssignments(texts.PreAxonSpike, "pre-axon-spike", StatementRole.SpikeEvent),
            texts.Creating is { } creating
                ? reader.ReadStructural(creating.Condition, "creating", ["proba", "w", "d"], creating.Proba, creating.W, creating.D)
                : null,
            texts.Pruning is { } pruning
                ? reader.ReadStructural(pruning.Condition, "pruning", ["proba"], pruning.Proba, null, null)
                : null);
        reader.CheckQuotients();
        CheckOperation(name, texts.Operation, syntax.IsSpiking);
        return syntax;
    }

    private static void CheckOperation(string synapse, string operation, bool isSpiking)
    {
        if (!Operations.Contains(operation))
        {
            var nearest = NearestName.Find(operation, Operations) is { } name ? $" Did you mean '{name}'?" : "";
            throw new ArgumentException(
                $"Synapse '{synapse}': the operation '{operation}' is unknown; it is sum, max, min or mean.{nearest}",
                nameof(operation));
        }

        if (isSpiking && operation != "sum")
        {
            throw new ArgumentException(
                $"Synapse '{synapse}': spikes can only be summed, so the operation is sum, not {operation}.", nameof(operation));
        }
    }
}
