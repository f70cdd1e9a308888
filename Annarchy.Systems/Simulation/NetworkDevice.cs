using System.Text;
using Annarchy.Devices;

namespace Annarchy;

/// <content>Running on a device.</content>
public partial class Network
{
    /// <summary>Where the network runs; null for the processor.</summary>
    public IDevice? Device { get; private set; }

    /// <summary>Bytes of the device's memory that the network takes; 0 before it is compiled, or without a device.</summary>
    public long DeviceBytes => OnDevice?.Memory.ByteCount ?? 0;

    /// <summary>The device's memory and kernels; null before the network is compiled, or without a device.</summary>
    internal OnDevice? OnDevice { get; private set; }

    /// <summary>Builds the synapses and the pipeline for a device.</summary>
    /// <param name="device">Where the network is to run. It has to live longer than the network.</param>
    /// <exception cref="InvalidOperationException">The network is compiled already, or a projection has no synapses.</exception>
    /// <exception cref="DeviceException">The device cannot run the network, which can still be compiled without it.</exception>
    /// <exception cref="EquationException">An equation is not valid.</exception>
    public void Compile(IDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        CheckNotDisposed();
        if (IsCompiled)
            throw new InvalidOperationException("The network is compiled already: it stays where it runs.");
        var before = Device;
        Device = device;
        try
        {
            Compile();
        }
        catch
        {
            Device = before;
            throw;
        }
    }

    /// <summary>The systems of the pipeline in order, with those that run on the host instead of the device and why.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public string ExplainDevice()
    {
        CheckNotDisposed();
        if (!IsCompiled)
            throw new InvalidOperationException("The network is not compiled: it is not decided yet what runs where.");
        if (OnDevice is not { } device)
            return "Everything runs on the processor.";
        var text = new StringBuilder($"{device.Memory.Device.Name} ({device.Memory.Device.Driver}), {DeviceBytes} bytes\n");
        foreach (var system in Pipeline.Systems)
            text.Append("  ").Append(system.Name).Append('\n');
        foreach (var system in Pipeline.Systems)
        {
            if (device.ReasonForHost(system) is { } reason)
                text.Append("on the host: ").Append(system.Name).Append(": ").Append(reason).Append('\n');
        }

        foreach (var population in _populations.Where(p => p.StopCondition is not null))
            text.Append("on the host: stop condition of ").Append(population.Name).Append(": SimulateUntil looks at it after every step\n");
        return text.ToString();
    }

    private void OpenDevice()
    {
        if (Device is not null)
            OnDevice = new OnDevice(this, Device);
    }

    private void ReleaseDevice()
    {
        OnDevice?.Dispose();
        OnDevice = null;
    }
}
