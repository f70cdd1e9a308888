using Annarchy.Replication;

namespace Annarchy.Synapses;

/// <summary>Adds what every synapse contributes to its post-synaptic neuron, for synapses stored by pre-synaptic neuron.</summary>
internal sealed class SenderPspSystem(Projection projection, SynapseTraversal senders, SynapseBinding contribution) : IInstanceSystem, IDisposable
{
    public string Name => $"contributions of {projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting)
            return;
        contribution.Prepare(step);
        for (var row = 0; row < senders.RowCount; row++)
            contribution.RunRow(row);
    }

    public void Dispose() => contribution.Dispose();
}
