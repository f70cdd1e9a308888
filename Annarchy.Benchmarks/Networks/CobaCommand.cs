using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Annarchy.Benchmarks.Floors;

namespace Annarchy.Benchmarks.Networks;

/// <summary><c>coba</c>: the COBA network end to end, beside the same network as a hand-written loop.</summary>
internal static class CobaCommand
{
    /// <summary>Many short runs, so that the least of them was not interrupted.</summary>
    private const int Repetitions = 100;

    public static Command Create()
    {
        var neurons = new Option<int>("--neurons") { Description = "Neurons, with 80 inputs each.", DefaultValueFactory = _ => 4000 };
        var precision = new Option<string>("--precision") { Description = "float or double.", DefaultValueFactory = _ => "float" };
        precision.AcceptOnlyFromAmong("float", "double");
        var threads = new Option<int>("--threads") { Description = "Threads of the network.", DefaultValueFactory = _ => 1 };
        var delay = new Option<double>("--delay") { Description = "Longest of uniformly drawn delays, ms; one step for all if 0." };
        var backend = new Option<string>("--backend") { Description = "interpret or emit.", DefaultValueFactory = _ => "emit" };
        backend.AcceptOnlyFromAmong("interpret", "emit");
        var command = new Command("coba", "The COBA network end to end, beside a hand-written loop.") { neurons, precision, threads, delay, backend };
        command.SetAction(result =>
        {
            var isFloat = result.GetValue(precision) == "float";
            var size = result.GetValue(neurons);
            Network Declare(int inputs) => CobaNetwork.Create(
                size,
                inputs,
                isFloat ? Precision.Single : Precision.Double,
                result.GetValue(threads),
                result.GetValue(delay),
                result.GetValue(backend) == "emit" ? KernelBackend.Emitted : KernelBackend.Interpreter);
            Measure(size, Declare, isFloat ? Floor<float> : Floor<double>);
        });
        return command;
    }

    /// <summary>Library and floor by turns, so that both see the same machine; the least of each counts.</summary>
    private static void Measure(int size, Func<int, Network> declare, Func<int, Func<double>> floorOf)
    {
        using (var neuronsAlone = declare(0))
            Print("compile, neurons alone, first", Time(neuronsAlone.Compile), "ms");
        using (var neuronsAlone = declare(0))
            Print("compile, neurons alone, again", Time(neuronsAlone.Compile), "ms");
        using var network = declare(80);
        Print("compile and connect", Time(network.Compile), "ms");

        var floor = floorOf(size);
        var biological = Math.Clamp(400_000.0 / size, 1.0, 100.0);
        var (least, leastFloor) = (double.PositiveInfinity, double.PositiveInfinity);
        network.Simulate(100.0);
        for (var i = 0; i < Repetitions; i++)
        {
            least = Math.Min(least, Time(() => network.Simulate(biological)) / biological);
            leastFloor = Math.Min(leastFloor, floor());
        }

        Print("one biological second", least, "s");
        Print("times real time", 1.0 / least, string.Empty);
        Print("the same by hand", leastFloor, "s");
        Print("ratio", least / leastFloor, string.Empty);
    }

    private static double Time(Action action)
    {
        var clock = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    /// <summary>Runs the floor for a while and answers its seconds per biological second.</summary>
    private static Func<double> Floor<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var floor = new CobaFloor<T>(size);
        var steps = (int)Math.Clamp(4_000_000.0 / size, 10.0, 1000.0);
        floor.Run(1000);
        return () => floor.Run(steps) * 10_000.0 / steps;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {value,10:G4} {unit}"));
}
