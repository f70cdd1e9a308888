using System.Diagnostics;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>The balanced network of <see cref="Coba"/> on a device beside the processor; the size can be given.</summary>
internal sealed class Gpu : IExample
{
    private const double Duration = 200.0;

    public string Name => "gpu";

    public string Description => "COBA on a graphics card, or on whatever OpenCL finds (gpu [neurons])";

    public void Run(string[] args)
    {
        var neurons = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 4000;
        var onHost = Simulate(neurons, null);
        try
        {
            using var device = DeviceDrivers.Open();
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
        var neuron = new Neuron(
            parameters: """
                El = -60.0       : population
                Vr = -60.0       : population
                Erev_exc = 0.0   : population
                Erev_inh = -80.0 : population
                Vt = -50.0       : population
                tau = 20.0       : population
                tau_exc = 5.0    : population
                tau_inh = 10.0   : population
                I = 20.0         : population
                """,
            equations: """
                tau * dv/dt = (El - v) + g_exc * (Erev_exc - v) + g_inh * (Erev_inh - v) + I
                tau_exc * dg_exc/dt = -g_exc
                tau_inh * dg_inh/dt = -g_inh
                """,
            spike: "v > Vt",
            reset: "v = Vr",
            refractory: 5.0,
            name: "COBA");
        using var net = new Network(dt: 0.1, seed: 42, device: device);
        var population = net.Create(neurons, neuron, name: "P");
        population["v"] = new Normal(-55.0, 5.0);
        population["g_exc"] = new Normal(4.0, 1.5);
        population["g_inh"] = new Normal(20.0, 12.0);
        var excitatory = neurons * 4 / 5;
        var probability = Math.Min(80.0 / neurons, 1.0);
        net.Connect(population[..excitatory], population, "exc").FixedProbability(probability, weights: 0.6);
        net.Connect(population[excitatory..], population, "inh").FixedProbability(probability, weights: 6.7);
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
