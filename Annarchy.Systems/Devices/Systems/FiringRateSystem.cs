namespace Annarchy.Devices;

/// <summary>Computes the firing rates of a population that counts them.</summary>
internal sealed class FiringRateSystem(OnDevice device, Population population) : IKernelSystem
{
    /// <summary>Steps times neurons up to which the window is kept on the device: 256 MB.</summary>
    private const long MostBits = 1L << 31;

    public string Name => $"firing rates of {population.Name} on {device.Memory.Device.Name}";

    public string? ReasonForHost => IsTooLong ? "a window of so many steps and neurons is kept in the memory of the host" : null;

    private bool IsTooLong => population.FiringRate is { } rate && (long)rate.Steps * population.Size > MostBits;

    public void Update(in StepContext context)
    {
        if (population.FiringRate is not { } rate || !population.IsEnabled)
            return;
        var spikes = population.Spikes!;
        if (IsTooLong)
        {
            rate.Update(spikes.Current.Ranks);
            return;
        }

        rate.Elsewhere ??= new RateKernels(device, spikes, rate);
        ((RateKernels)rate.Elsewhere).Update();
    }
}
