using Annarchy.Kernels;
using Annarchy.Populations;

namespace Annarchy.Synapses;

/// <summary>
/// Clock-driven equations of synapses, evaluated once every learning period: those of the projection, then of dendrites, then of single
/// synapses.
/// </summary>
internal sealed class SynapseUpdateSystem(
    Projection projection,
    SynapseTraversal rows,
    (ProgramBinding? Plastic, ProgramBinding? Frozen) global,
    SwitchedBinding dendrites,
    SwitchedBinding local) : ISystem, IDisposable
{
    public string Name => $"update of {projection.Label}";

    public void Update(in StepContext context)
    {
        if (!projection.IsTransmitting || !projection.Update || (context.Step - projection.UpdateOffset) % projection.UpdatePeriod != 0)
            return;
        var seed = projection.Network.StreamSeed;
        projection.SetUpdateInterval();
        var none = default(KernelSpikes);
        (projection.Plasticity ? global.Plastic : global.Frozen)?.Run(0, 0, 1, seed, context.Step, ref none);
        if (dendrites.Choose(projection.Plasticity) is { } perDendrite)
        {
            perDendrite.Prepare(seed, context.Step);
            perDendrite.RunRow(0);
        }

        if (local.Choose(projection.Plasticity) is not { } perSynapse)
            return;
        perSynapse.Prepare(seed, context.Step);
        for (var row = 0; row < rows.RowCount; row++)
            perSynapse.RunRow(row);
    }

    public void Dispose()
    {
        global.Plastic?.Dispose();
        global.Frozen?.Dispose();
        dendrites.Dispose();
        local.Dispose();
    }
}
