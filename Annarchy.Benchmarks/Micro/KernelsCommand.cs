using System.CommandLine;
using System.Globalization;
using Annarchy.Kernels.Emit;
using Annarchy.Populations;

namespace Annarchy.Benchmarks.Micro;

/// <summary><c>kernels</c>: nanoseconds per neuron update of the built-in neurons and of some unseen ones.</summary>
internal static class KernelsCommand
{
    private const double TimeStep = 0.1;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var neurons = new Option<int>("--neurons") { Description = "Neurons of each population.", DefaultValueFactory = _ => 4000 };
        var listing = new Option<string?>("--il") { Description = "Prints what is emitted for the model of this name instead." };
        var byHand = new Option<bool>("--by-hand") { Description = "Prints the comparison with loops written by hand only." };
        var command = new Command("kernels", "Nanoseconds per neuron update, emitted and interpreted, beside loops written by hand.") { neurons, listing, byHand };
        command.SetAction(result =>
        {
            if (result.GetValue(listing) is { } name)
                Dump(name);
            else if (!result.GetValue(byHand))
                Run(result.GetValue(neurons));
            if (result.GetValue(listing) is null)
                CompareByHand(result.GetValue(neurons));
        });
        return command;
    }

    private static void Dump(string name)
    {
        foreach (var model in NeuronModels.All.Where(m => m.Name == name))
        {
            using var network = new Network(dt: TimeStep, backend: KernelBackend.Emitted);
            var population = network.Create(1, model);
            Console.WriteLine(network.Explain(population));
            Console.WriteLine(new EmitBackend().DumpIl(population.Program.Local, Precision.Double));
        }
    }

    private static void Run(int neurons)
    {
        Console.WriteLine($"{neurons} neurons, {(int)VectorWidths.Widest} bit vectors; ns per neuron update");
        Console.WriteLine($"{"model",-44} {"emitted",8} {"(float)",8} {"interp.",8} {"(float)",8} {"bytes",6}  lane by lane");
        foreach (var model in NeuronModels.All)
        {
            var times = new[] { Precision.Double, Precision.Single }.Select(p => Time(model, neurons, p, KernelBackend.Emitted))
                .Concat(new[] { Precision.Double, Precision.Single }.Select(p => Time(model, neurons, p, KernelBackend.Interpreter)));
            Console.WriteLine($"{model.Name,-44} {string.Join(' ', times.Select(Text))} {Describe(model)}");
        }

        Console.WriteLine($"{"ns per synapse",-44} {"emitted",8} {"(float)",8} {"interp.",8} {"(float)",8}");
        foreach (var name in SynapseKernelTimes.Names)
        {
            var times = new[] { KernelBackend.Emitted, KernelBackend.Interpreter }
                .SelectMany(b => new[] { Precision.Double, Precision.Single }.Select(p => SynapseKernelTimes.Time(name, p, b)));
            Console.WriteLine($"{name,-44} {string.Join(' ', times.Select(Text))}");
        }
    }

    private static void CompareByHand(int neurons)
    {
        Console.WriteLine($"{"loop",-44} {"emitted",8} {"by hand",8} {"ratio",8}");
        foreach (var comparison in HandWrittenComparison.All)
        {
            var (emitted, byHand) = comparison.Time(neurons);
            Console.WriteLine($"{comparison.Name,-44} {Text(emitted)} {Text(byHand)} {Text(emitted / byHand)}");
        }
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8);

    private static double Time(Neuron model, int neurons, Precision precision, KernelBackend backend)
    {
        using var network = new Network(dt: TimeStep, seed: 1, precision: precision, backend: backend);
        network.Create(neurons, model);
        network.Compile();
        var system = network.Pipeline[Stage.NeuronUpdate].OfType<NeuronUpdateSystem>().Single();
        var context = new StepContext(0, TimeStep, network.World);
        return MinimalTime.Of(() => system.Update(in context), neurons);
    }

    private static string Describe(Neuron model)
    {
        using var network = new Network(dt: TimeStep);
        var listing = new EmitBackend().List(network.Create(1, model).Program.Local, Precision.Double);
        return $"{listing.BytesReadPerRow + listing.BytesWrittenPerRow,6}  {string.Join(", ", listing.ScalarOperations.DefaultIfEmpty("none"))}";
    }
}
