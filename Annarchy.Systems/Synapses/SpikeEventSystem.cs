using Annarchy.Replication;

namespace Annarchy.Synapses;

/// <summary>
/// What spikes do to the synapses of the neuron that emitted them: those it sends to where the spikes arrive there, those it receives from
/// where it is the post-synaptic one.
/// </summary>
/// <param name="projection">The projection.</param>
/// <param name="rows">Rows of the spiking population.</param>
/// <param name="event">The program of the event, and the same without changes of weights.</param>
/// <param name="spikes">Spikes of the population.</param>
/// <param name="isAxonal">Whether they are axonal.</param>
/// <param name="postponed">Post-synaptic spikes the synapses may not have seen yet; null if they see them at once.</param>
/// <param name="caughtUp">The plastic event together with the last of them, if there is a program for both.</param>
internal sealed class SpikeEventSystem(
    Projection projection,
    SynapseTraversal rows,
    SwitchedBinding @event,
    SpikeSource spikes,
    bool isAxonal,
    PostponedSpikes? postponed = null,
    CaughtUpEvent? caughtUp = null)
    : IInstanceSystem, IRunVisitor, IDisposable
{
    private readonly SharedRuns _runs = new(projection, rows, byTarget: !rows.IsByDendrite);
    private SynapseBinding? _binding;

    /// <summary>Whether it acts on the synapses that spiking neurons receive.</summary>
    public bool IsByDendrite => rows.IsByDendrite;

    public string Name => rows.IsByDendrite ? $"post-synaptic spikes of {projection.Label}" : $"spikes of {projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting || (isAxonal && !projection.AxonTransmission) || @event.Choose(projection.Plasticity) is not { } binding)
            return;
        var delay = rows.IsByDendrite || isAxonal ? 1 : projection.Connectivity.UniformDelay!.Value;
        var list = spikes.At(delay, step);
        if (list.IsEmpty)
            return;
        _binding = binding;
        _binding.Prepare(step);
        postponed?.Prepare();
        if (projection.Plasticity)
            caughtUp?.Prepare(step);
        _runs.Clear();
        foreach (var rank in list)
        {
            var row = rows.RowOf(rank);
            if (row < 0)
                continue;
            postponed?.Take(row);
            _runs.Add(row);
        }

        _runs.Visit(this);
    }

    public void Visit(int row, in SynapseRun run, int member)
    {
        if (caughtUp is not null && projection.Plasticity && postponed!.IsBehind(row))
        {
            postponed.Show(row, in run, member, but: 1);
            caughtUp.Arrival.Run(row, in run, member);
            return;
        }

        postponed?.Show(row, in run, member);
        _binding!.Run(row, in run, member);
    }

    public void Dispose()
    {
        @event.Dispose();
        caughtUp?.Dispose();
        _runs.Dispose();
    }
}
