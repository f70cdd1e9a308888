using Annarchy.Kernels;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Decides after a step whether the stop condition of a population holds.</summary>
internal sealed unsafe class StopCheck(Population population, ProgramBinding condition, bool all) : IDisposable
{
    private readonly SpikeList _fulfilling = new(population.Size);

    public bool Holds()
    {
        if (population.Network.OnDevice is not null)
            condition.MoveTo(0);
        var found = new KernelSpikes { Ranks = _fulfilling.Pointer };
        condition.Run(0, 0, population.Size, population.Network.StreamSeed, population.Network.CurrentStep, ref found);
        return all ? found.Count == population.Size : found.Count > 0;
    }

    public void Dispose()
    {
        condition.Dispose();
        _fulfilling.Dispose();
    }
}
