using System.Diagnostics;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>The balanced network of <see cref="Coba"/> on a device beside the processor; size and driver can be given.</summary>
internal sealed class Gpu : IExample
{
    private const double Duration = 200.0;

    public string Name => "gpu";

    public string Description => "COBA on a graphics card, or on whatever OpenCL finds (gpu [neurons] [driver])";

    public void Run(string[] args)
    {
        var neurons = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 4000;
        var onHost = Simulate(neurons, null);
        try
        {
            using var device = args.Length > 1 ? DeviceDrivers.Open(args[1]) : DeviceDrivers.Open();
            var onDevice = Simulate(neurons, device);
            Console.WriteLine($"spikes {onHost.Length} on the processor, {onDevice.Length} on the device");
        }
        catch (DeviceException exception)
        {
            Console.WriteLine($"Only on the processor: {exception.Message}");
        }
    }

    private static double[] Simulate(int neurons, IDevice? device)
    {
        using var net = new Network(dt: 0.1, seed: 42, device: device);
        var population = Coba.Build(net, neurons);
        var monitor = net.Monitor(population, ["spike"]);

        var clock = Stopwatch.StartNew();
        net.Compile();
        net.Step();
        var compiled = clock.Elapsed;
        net.Simulate(Duration);
        var spikes = monitor.Spikes();
        var simulated = clock.Elapsed - compiled;
        Console.WriteLine(net.ExplainDevice().TrimEnd());
        Console.WriteLine($"compile and first step {compiled.TotalMilliseconds:F0} ms, {Duration} ms simulated in {simulated.TotalMilliseconds:F0} ms");
        var (times, ranks) = SpikeAnalysis.RasterPlot(spikes, net.TimeStep);
        var title = $"COBA on {device?.Name ?? "the processor"}";
        Picture.Write(new RasterPlot { Title = title }.Add(times, [.. ranks], "spikes"), device is null ? "gpu-host" : "gpu-device");
        Console.WriteLine();
        return times;
    }
}
