using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Annarchy.Benchmarks.Networks;

/// <summary><c>connect</c>: how long ten million random synapses take to build, and how much memory.</summary>
internal static class ConnectCommand
{
    private const int Neurons = 10_000;

    private static readonly Neuron _spiking = new(equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0");

    private static readonly Neuron _rate = new(equations: "r = sum(exc)");

    /// <summary>Who is connected, with what, in the order of memory, as the most that was ever used is that of the process.</summary>
    private static readonly (string Name, Neuron Neuron, Action<Projection> Connect)[] _cases =
    [
        ("spikes, one weight, bitmap", _spiking, p => p.FixedProbability(0.1, 0.5)),
        ("spikes, one weight, lists", _spiking, p => p.FixedProbability(0.1, 0.5).Store(StorageFormat.Sparse)),
        ("spikes, own weights", _spiking, p => p.FixedProbability(0.1, new Uniform(0.0, 1.0))),
        ("spikes, own weights, fixed number", _spiking, p => p.FixedNumberPre(1000, new Uniform(0.0, 1.0))),
        ("rates, own weights", _rate, p => p.FixedProbability(0.1, new Uniform(0.0, 1.0))),
        ("spikes, own weights and delays", _spiking, p => p.FixedProbability(0.1, new Uniform(0.0, 1.0), delays: new Uniform(0.1, 5.0))),
    ];

    public static Command Create()
    {
        var command = new Command("connect", "How long ten million random synapses take to build, and how much memory.");
        command.SetAction(_ => Measure());
        return command;
    }

    private static void Measure()
    {
        Build(_cases[0].Neuron, 100, _cases[0].Connect, out var _);
        Console.WriteLine($"{"",-36} {"s",8} {"CPU s",8} {"bytes/synapse",14} {"peak/final",11}");
        foreach (var (name, neuron, connect) in _cases)
        {
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var (before, cpu) = (process.WorkingSet64, process.TotalProcessorTime);
            var clock = Stopwatch.GetTimestamp();
            var bytes = Build(neuron, Neurons, connect, out var synapses);
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            process.Refresh();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-36} {seconds,8:F3} {(process.TotalProcessorTime - cpu).TotalSeconds,8:F3} {(double)bytes / synapses,14:F2} {(double)(process.PeakWorkingSet64 - before) / bytes,11:F2}"));
        }
    }

    /// <summary>Builds a projection and answers the bytes it takes.</summary>
    private static long Build(Neuron neuron, int size, Action<Projection> connect, out long synapses)
    {
        using var network = new Network(dt: 0.1, seed: 1, precision: Precision.Single);
        var population = network.Create(size, neuron);
        var projection = network.Connect(population, population, "exc");
        connect(projection);
        network.Compile();
        synapses = projection.NbSynapses;
        return projection.MemoryFootprint;
    }
}
