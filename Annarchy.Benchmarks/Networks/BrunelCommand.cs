using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Annarchy.Benchmarks.Networks;

/// <summary><c>brunel</c>: the static network of Brunel (2000), ten million synapses, end to end.</summary>
internal static class BrunelCommand
{
    private const int Repetitions = 40;
    private const double Biological = 250.0;

    /// <summary>Short runs, so that the least of them was not interrupted.</summary>
    private const double Short = 25.0;

    public static Command Create()
    {
        var precision = new Option<string>("--precision") { Description = "float or double.", DefaultValueFactory = _ => "float" };
        precision.AcceptOnlyFromAmong("float", "double");
        var threads = new Option<int>("--threads") { Description = "Threads of the network.", DefaultValueFactory = _ => 1 };
        var storage = new Option<StorageFormat>("--storage") { Description = "How the synapses are stored." };
        var neurons = new Option<int>("--neurons") { Description = "Neurons.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("brunel", "The static network of Brunel (2000) end to end.") { neurons, precision, threads, storage };
        command.SetAction(result =>
        {
            using var network = BrunelNetwork.Create(
                result.GetValue(neurons),
                result.GetValue(precision) == "float" ? Precision.Single : Precision.Double,
                result.GetValue(threads),
                result.GetValue(storage));
            Measure(network);
        });
        return command;
    }

    private static void Measure(Network network)
    {
        Print("compile and connect", Seconds(network.Compile), "s");
        var synapses = network.Projections.Sum(p => p.NbSynapses);
        Print("bytes per synapse", (double)network.Projections.Sum(p => p.MemoryFootprint) / synapses, string.Empty);
        network.Simulate(100.0);
        var population = network.Populations[0];
        var spikes = network.Monitor(population, ["spike"]);
        network.Simulate(Biological);
        var count = spikes.Spikes().Values.Sum(train => (long)train.Length);
        spikes.Stop();
        var rate = count * 1000.0 / Biological / population.Size;
        var least = double.PositiveInfinity;
        for (var i = 0; i < Repetitions; i++)
            least = Math.Min(least, Seconds(() => network.Simulate(Short)) * 1000.0 / Short);
        Print("rate", rate, "Hz");
        Print("synaptic events", rate * synapses / 1e6, "million per biological second");
        Print("one biological second", least, "s");
        Print("times real time", 1.0 / least, string.Empty);
    }

    private static double Seconds(Action action)
    {
        var clock = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {value,10:G4} {unit}"));
}
