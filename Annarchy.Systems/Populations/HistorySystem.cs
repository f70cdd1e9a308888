using Annarchy.Connectivity;

namespace Annarchy.Populations;

/// <summary>Keeps the past of variables that delayed projections read.</summary>
internal sealed class HistorySystem(Population population, HistoryRing[] histories) : ISystem
{
    public string Name => $"delays of {population.Name}";

    public void Update(in StepContext context)
    {
        foreach (var history in histories)
            history.Push();
    }
}
