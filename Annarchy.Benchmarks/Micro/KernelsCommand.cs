using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Annarchy.Kernels.Emit;
using Annarchy.Populations;

namespace Annarchy.Benchmarks.Micro;

/// <summary><c>kernels</c>: nanoseconds per neuron update of the built-in neurons and of some unseen ones.</summary>
internal static class KernelsCommand
{
    private const double TimeStep = 0.1;

    /// <summary>Models the library has never seen, with population-wide parameters and functions of every kind.</summary>
    private static readonly Neuron[] UnseenModels =
    [
        new Neuron(
            parameters: "tau = 20.0 : population\nEl = -60.0 : population\nVt = -50.0 : population\nVr = -60.0 : population\nI = 20.0 : population",
            equations: "tau*dv/dt = (El - v) + g_exc * (0.0 - v) + g_inh * (-80.0 - v) + I : init = -55.0\n"
                + "5.0*dg_exc/dt = -g_exc : exponential\n10.0*dg_inh/dt = -g_inh : exponential",
            spike: "v > Vt", reset: "v = Vr", refractory: 5.0, name: "COBA"),
        new Neuron(
            parameters: "a = 0.7 : population\nb = 0.8 : population\ntau = 12.5 : population\nI = 0.5 : population",
            equations: "dv/dt = v - v^3/3.0 - w + I : init = -1.0\ntau*dw/dt = v + a - b*w",
            spike: "v > 1.0", reset: "", name: "FitzHugh-Nagumo"),
        new Neuron(
            parameters: "C = 20.0 : population\ngl = 2.0 : population\ngca = 4.0 : population\ngk = 8.0 : population\nI = 90.0 : population",
            equations: "minf = 0.5*(1.0 + tanh((v + 1.2)/18.0))\nwinf = 0.5*(1.0 + tanh((v - 12.0)/17.4))\n"
                + "lambda = 0.067*cosh((v - 12.0)/34.8)\ndw/dt = lambda*(winf - w)\n"
                + "C*dv/dt = I - gl*(v + 60.0) - gca*minf*(v - 120.0) - gk*w*(v + 84.0) : init = -60.0",
            spike: "v > 0.0", reset: "", name: "Morris-Lecar"),
        new Neuron(
            parameters: "tau = 10.0 : population\nphi = 0.3",
            equations: "tau*dr/dt = -r + sin(phi + r)^2 + log(1.0 + r^2) - pow(abs(r), 1.7) + floor(r) + sqrt(abs(cos(r)))",
            name: "Every function"),
    ];

    private static Neuron[] BuiltInModels =>
    [
        new LeakyIntegrator(), new Izhikevich(), new IF_curr_exp(), new IF_cond_exp(), new IF_curr_alpha(), new IF_cond_alpha(),
        new HH_cond_exp(), new EIF_cond_exp_isfa_ista(), new EIF_cond_alpha_isfa_ista(),
    ];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var neurons = new Option<int>("--neurons") { Description = "Neurons of each population.", DefaultValueFactory = _ => 4000 };
        var listing = new Option<string?>("--il") { Description = "Prints what is emitted for the model of this name instead." };
        var command = new Command("kernels", "Nanoseconds per neuron update, emitted and interpreted, beside loops written by hand.") { neurons, listing };
        command.SetAction(result =>
        {
            if (result.GetValue(listing) is { } name)
                Dump(name);
            else
                Run(result.GetValue(neurons));
        });
        return command;
    }

    private static void Dump(string name)
    {
        foreach (var model in BuiltInModels.Concat(UnseenModels).Where(m => m.Name == name))
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
        foreach (var model in BuiltInModels.Concat(UnseenModels))
        {
            var times = new[] { Precision.Double, Precision.Single }.Select(p => Time(model, neurons, p, KernelBackend.Emitted))
                .Concat(new[] { Precision.Double, Precision.Single }.Select(p => Time(model, neurons, p, KernelBackend.Interpreter)));
            Console.WriteLine($"{model.Name,-44} {string.Join(' ', times.Select(Text))} {Describe(model)}");
        }

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
