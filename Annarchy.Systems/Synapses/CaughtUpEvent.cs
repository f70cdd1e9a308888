using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>A <see cref="CaughtUpProgram"/> tied to the synapses of pre-synaptic neurons.</summary>
/// <param name="Arrival">The pass over synapses.</param>
/// <param name="Decays">The pass over post-synaptic neurons before it, if there is one.</param>
/// <param name="Columns">What that one writes.</param>
internal sealed record CaughtUpEvent(SynapseBinding Arrival, SynapseBinding? Decays, Column[] Columns) : IDisposable
{
    /// <summary>Makes ready for a step.</summary>
    public void Prepare(in InstanceStep step)
    {
        Arrival.Prepare(step);
        if (Decays is null)
            return;
        Decays.Prepare(step);
        Decays.RunRow(0);
    }

    public void Dispose()
    {
        Arrival.Dispose();
        Decays?.Dispose();
        foreach (var column in Columns)
            column.Dispose();
    }
}
