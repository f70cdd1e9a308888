using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Annarchy.Benchmarks.Networks;

namespace Annarchy.Benchmarks.Suite;

/// <summary><c>start-up</c>: from the start of the process to the first simulated step of COBA.</summary>
internal static class StartUpCommand
{
    public static Command Create()
    {
        var neurons = new Option<int>("--neurons") { Description = "Neurons, with 80 inputs each.", DefaultValueFactory = _ => 4000 };
        var command = new Command("start-up", "Time from the start of this process to the first simulated step of COBA.") { neurons };
        command.SetAction(result =>
        {
            Print("run-time and command line");
            using var network = CobaNetwork.Create(result.GetValue(neurons));
            Print("network declared");
            network.Compile();
            Print("compiled");
            network.Step();
            Print("first step");
        });
        return command;
    }

    private static void Print(string what)
    {
        using var process = Process.GetCurrentProcess();
        var elapsed = DateTime.Now - process.StartTime;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {elapsed.TotalMilliseconds,8:F0} ms, of processors {process.TotalProcessorTime.TotalMilliseconds,8:F0} ms"));
    }
}
