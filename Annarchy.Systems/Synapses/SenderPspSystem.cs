using Annarchy.Replication;

namespace Annarchy.Synapses;

/// <summary>Adds what every synapse contributes to its post-synaptic neuron, for synapses stored by pre-synaptic neuron.</summary>
internal sealed class SenderPspSystem(Projection projection, SynapseTraversal senders, SynapseBinding contribution)
    : IInstanceSystem, IRunVisitor, IDisposable
{
    private readonly SharedRuns _runs = new(projection, senders, byTarget: true);

    public string Name => $"contributions of {projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting)
            return;
        contribution.Prepare(step);
        _runs.Clear();
        for (var row = 0; row < senders.RowCount; row++)
            _runs.Add(row);
        _runs.Visit(this);
    }

    public void Visit(int row, in SynapseRun run, int member) => contribution.Run(row, in run, member);

    public void Dispose()
    {
        contribution.Dispose();
        _runs.Dispose();
    }
}
