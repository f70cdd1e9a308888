using Annarchy.Connectivity;
using Annarchy.Replication;

namespace Annarchy.Populations;

/// <summary>Keeps the past of variables that delayed projections read.</summary>
internal sealed class HistorySystem(Population population, HistoryRing[] histories) : IInstanceSystem
{
    public string Name => $"delays of {population.Name}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(population.Network, context));

    public void Run(in InstanceStep step)
    {
        foreach (var history in histories)
            history.Push(step.Instance);
    }
}
