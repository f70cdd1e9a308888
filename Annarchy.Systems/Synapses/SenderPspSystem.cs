namespace Annarchy.Synapses;

/// <summary>Adds what every synapse contributes to its post-synaptic neuron, for synapses stored by pre-synaptic neuron.</summary>
internal sealed class SenderPspSystem(Projection projection, SynapseTraversal senders, SynapseBinding contribution) : ISystem, IDisposable
{
    public string Name => $"contributions of {projection.Label}";

    public void Update(in StepContext context)
    {
        if (!projection.IsTransmitting)
            return;
        contribution.Prepare(projection.Network.StreamSeed, context.Step);
        for (var row = 0; row < senders.RowCount; row++)
            contribution.RunRow(row);
    }

    public void Dispose() => contribution.Dispose();
}
