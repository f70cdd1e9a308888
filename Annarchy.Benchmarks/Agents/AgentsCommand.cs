using System.CommandLine;
using System.Globalization;

namespace Annarchy.Benchmarks.Agents;

/// <summary><c>agents</c>: a pool of brains, beside as many separate networks, and whether long runs pause.</summary>
internal static class AgentsCommand
{
    private const int Repetitions = 40;

    public static Command Create()
    {
        var agents = new Option<int>("--agents") { Description = "Brains of 100 neurons and 1000 synapses.", DefaultValueFactory = _ => 1000 };
        var steps = new Option<int>("--steps") { Description = "Steps of 1 ms of the long run.", DefaultValueFactory = _ => 100_000 };
        var precision = new Option<string>("--precision") { Description = "float or double.", DefaultValueFactory = _ => "float" };
        precision.AcceptOnlyFromAmong("float", "double");
        var layouts = new Option<bool>("--layouts") { Description = "Compares instance-outer and instance-inner memory instead." };
        var command = new Command("agents", "A pool of brains beside separate networks; pauses of long runs.") { agents, steps, precision, layouts };
        command.SetAction(result =>
        {
            if (result.GetValue(layouts))
            {
                LayoutComparison.Print(result.GetValue(agents));
                return;
            }

            Measure(result.GetValue(agents), result.GetValue(steps), result.GetValue(precision) == "float" ? Precision.Single : Precision.Double);
        });
        return command;
    }

    private static void Measure(int agents, int steps, Precision precision)
    {
        using var template = new BrainTemplate(AgentBrains.Create(0, precision), ["cells.I"], ["cells.rate"]);
        using var pool = template.CreatePool(agents);
        for (var i = 0; i < agents; i++)
            pool.Spawn(i);
        var networks = Enumerable.Range(0, agents).Select(i => AgentBrains.Create(i, precision)).ToArray();
        foreach (var network in networks)
            network.Compile();
        Print("memory of the pool", pool.MemoryFootprint / 1048576.0, "MiB");

        // By turns, so that all see the same machine; the least of each counts.
        var (single, frame, separate, separateFrame) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < Repetitions; i++)
        {
            single = Math.Min(single, Time(5, () => pool.Step(1.0)));
            frame = Math.Min(frame, Time(1, () => pool.Step(16.0)) / 16.0);
            separate = Math.Min(separate, Time(1, () =>
            {
                foreach (var network in networks)
                    network.Step();
            }));
            separateFrame = Math.Min(separateFrame, Time(1, () =>
            {
                foreach (var network in networks)
                    network.Simulate(16.0);
            }) / 16.0);
        }

        foreach (var network in networks)
            network.Dispose();
        Print("step of all, one at a time", single, "ms");
        Print("step of all, 16 at a time", frame, "ms");
        Print("separate networks, one step", separate, "ms");
        Print("separate networks, 16 steps", separateFrame, "ms");
        Print("ratio, one at a time", separate / single, string.Empty);
        Print("ratio, 16 at a time", separateFrame / frame, string.Empty);
        Print("spikes per neuron", Rate(template, pool), "Hz");
        LongRun.Print(pool, steps);
    }

    /// <summary>Mean rate of the neurons of some brains over one second, after half a second.</summary>
    private static double Rate(BrainTemplate template, BrainPool pool)
    {
        var cells = template.Network.GetPopulation("cells");
        using var some = template.CreatePool(10);
        var spikes = 0L;
        for (var i = 0; i < some.Capacity; i++)
        {
            var brain = some.Spawn(i);
            for (var step = 0; step < 1500; step++)
            {
                some.Step(1.0);
                spikes += step < 500 ? 0 : some.Spikes(brain, cells).Length;
            }

            some.Despawn(brain);
        }

        return spikes / (double)(some.Capacity * AgentBrains.Neurons);
    }

    /// <summary>Processor time of one repetition, ms.</summary>
    private static double Time(int repetitions, Action action)
    {
        action();
        var start = ThreadClock.Milliseconds();
        for (var i = 0; i < repetitions; i++)
            action();
        return (ThreadClock.Milliseconds() - start) / repetitions;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {value,10:G4} {unit}"));
}
