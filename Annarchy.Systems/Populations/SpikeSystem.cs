namespace Annarchy.Populations;

/// <summary>Closes the spike lists of a step: firing rates are computed and the rings move on.</summary>
internal sealed class SpikeSystem(Population population) : ISystem
{
    public string Name => $"spikes of {population.Name}";

    public void Update(in StepContext context)
    {
        var spikes = population.Spikes!;
        if (population.FiringRate is { } rate && population.IsEnabled)
            rate.Update(spikes.Current.Ranks);
        spikes.Advance();
        population.AxonSpikes?.Advance();
    }
}
