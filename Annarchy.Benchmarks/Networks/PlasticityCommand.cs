using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Annarchy.Benchmarks.Agents;
using Annarchy.Benchmarks.Floors;

namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// <c>plasticity</c>: what learning costs beside the same network without it: spike-timing-dependent plasticity, rate-coded rules on a dense
/// projection, and synapses that come and go.
/// </summary>
internal static class PlasticityCommand
{
    private const int Repetitions = 200;

    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = "stdp, rates or structure." };
        what.AcceptOnlyFromAmong("stdp", "rates", "structure");
        var precision = new Option<string>("--precision") { Description = "float or double.", DefaultValueFactory = _ => "float" };
        precision.AcceptOnlyFromAmong("float", "double");
        var threads = new Option<int>("--threads") { Description = "Threads of the network.", DefaultValueFactory = _ => 1 };
        var dt = new Option<double>("--dt") { Description = "Time step of spiking networks, ms.", DefaultValueFactory = _ => 0.1 };
        var size = new Option<int>("--size") { Description = "Neurons of each rate-coded population.", DefaultValueFactory = _ => 2000 };
        var tau = new Option<double>("--tau-minus") { Description = "Time constant of the post-synaptic trace, ms; that of the other is 20.", DefaultValueFactory = _ => 20.0 };
        var sparse = new Option<bool>("--sparse") { Description = "Store synapses sparsely." };
        var command = new Command("plasticity", "What learning costs beside the same network without it.") { what, precision, threads, dt, size, tau, sparse };
        command.SetAction(result =>
        {
            var setting = new Setting(
                result.GetValue(precision) == "float" ? Precision.Single : Precision.Double,
                result.GetValue(threads),
                result.GetValue(dt),
                result.GetValue(sparse) ? StorageFormat.Sparse : StorageFormat.Automatic);
            switch (result.GetValue(what))
            {
                case "stdp":
                    SpikeTiming(setting, result.GetValue(tau));
                    break;
                case "rates":
                    Rates(setting, result.GetValue(size));
                    break;
                default:
                    Structure(setting);
                    break;
            }
        });
        return command;
    }

    /// <summary>10 000 Poisson inputs of 10 Hz onto 1000 neurons that fire at 10 Hz whatever they receive.</summary>
    private static void SpikeTiming(Setting setting, double tau)
    {
        const double duration = 20.0;
        using var plain = Spiking(setting, null);
        using var plastic = Spiking(setting, new STDP(tau_minus: tau, w_max: 1e-3));
        var (without, with) = ByTurns(setting, () => plain.Simulate(duration), () => plastic.Simulate(duration));
        Print("static synapses, a second", without / duration, "s");
        Print("STDP, a second", with / duration, "s");
        Print("ratio", with / without, string.Empty);
    }

    private static Network Spiking(Setting setting, Synapse? synapse)
    {
        var neuron = new Neuron(
            parameters: "tau = 20.0 : population\nI = 1.00678 : population",
            equations: "tau * dv/dt = I - v + 1e-9 * g_exc",
            spike: "v > 1.0",
            reset: "v = 0.0");
        var network = new Network(setting.TimeStep, seed: 1, precision: setting.Precision, threads: setting.Threads);
        var inputs = network.Create(new PoissonPopulation(10_000, rates: 10.0));
        var neurons = network.Create(1000, neuron);
        neurons["v"] = new Uniform(0.0, 1.0);
        network.Connect(inputs, neurons, "exc", synapse).AllToAll(weights: new Uniform(0.0, 1e-3), storage: setting.Storage);
        network.Simulate(300.0);
        return network;
    }

    /// <summary>Every neuron onto every neuron, every step: the sum and the rule, beside reading and writing the weights once.</summary>
    private static void Rates(Setting setting, int size)
    {
        var steps = Math.Max(1, 4_000_000 / (size * size));
        using var passes = new WeightPasses(size, setting.Precision);
        foreach (var (name, synapse) in new (string, Synapse?)[] { ("static", null), ("Hebb", new Hebb(eta: 1e-9)), ("Oja", new Oja(eta: 1e-6)) })
        {
            using var network = RateCoded(setting, size, synapse);
            var (time, floor) = ByTurns(setting, () => network.Simulate(steps), () => passes.ReadAndWrite(steps));
            Print($"{name}, a step", time / steps, "ms");
            Print("weights read and written once", floor / steps, "ms");
            Print("ratio", time / floor, string.Empty);
        }
    }

    private static Network RateCoded(Setting setting, int size, Synapse? synapse)
    {
        var network = new Network(1.0, seed: 1, precision: setting.Precision, threads: setting.Threads);
        var pre = network.Create(size, new Neuron(parameters: "r = 0.0"));
        var post = network.Create(size, new Neuron(equations: "r = sum(exc)"));
        pre["r"] = new Uniform(0.0, 1.0);
        network.Connect(pre, post, "exc", synapse).AllToAll(weights: new Uniform(0.0, 1e-3), storage: setting.Storage);
        network.Simulate(10.0);
        return network;
    }

    /// <summary>A million synapses of spiking neurons, of which a hundredth are replaced every second.</summary>
    private static void Structure(Setting setting)
    {
        const double duration = 100.0;
        using var resting = Rewiring(setting, isOn: false);
        using var rewired = Rewiring(setting, isOn: true);
        var (without, with) = ByTurns(setting, () => resting.Simulate(duration), () => rewired.Simulate(duration));
        Print("synapses at the end", rewired.Projections[0].NbSynapses, string.Empty);
        Print("without changes, a second", without / duration, "s");
        Print("1 % replaced, a second", with / duration, "s");
        Print("more", 100.0 * ((with / without) - 1.0), "%");
    }

    private static Network Rewiring(Setting setting, bool isOn)
    {
        const double period = 100.0;
        const double turnover = 0.01 * period / 1000.0;
        const int size = 3200;
        const double connected = 0.1;
        var synapse = new Synapse(
            parameters: "tau = 20.0 : projection",
            equations: "tau * dx/dt = -x : event-driven",
            preSpike: "g_target += w\nw = clip(w + 0.0001 * x, 0.0, 1.0)",
            postSpike: "x += 1.0",
            creating: new Creating("pre.v > -1.0", proba: turnover * connected / (1.0 - connected), w: 0.001),
            pruning: new Pruning("w >= 0.0", proba: turnover));
        var neuron = new Neuron(
            parameters: "tau = 20.0 : population\nI = 1.00678 : population",
            equations: "tau * dv/dt = I - v + 1e-9 * g_exc",
            spike: "v > 1.0",
            reset: "v = 0.0");
        var network = new Network(setting.TimeStep, seed: 1, precision: setting.Precision, threads: setting.Threads);
        var neurons = network.Create(size, neuron);
        neurons["v"] = new Uniform(0.0, 1.0);
        var projection = network.Connect(neurons, neurons, "exc", synapse).FixedProbability(connected, weights: 0.001);
        network.Compile();
        if (isOn)
        {
            projection.StartCreating(period);
            projection.StartPruning(period);
        }

        // Long enough for the run-time to replace its first, slow code.
        network.Simulate(5000.0);
        return network;
    }

    /// <summary>
    /// The least times of two actions, ms, run by turns so that both see the same machine. They are repeated often and last milliseconds, so
    /// that some fit between the disturbances by other load. On one thread it is processor time.
    /// </summary>
    private static (double First, double Second) ByTurns(Setting setting, Action first, Action second)
    {
        var (one, two) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < Repetitions; i++)
        {
            one = Math.Min(one, Time(setting, first));
            two = Math.Min(two, Time(setting, second));
        }

        return (one, two);
    }

    private static double Time(Setting setting, Action action)
    {
        var start = Now();
        action();
        return Now() - start;

        double Now() => setting.Threads == 1 ? ThreadClock.Milliseconds() : Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {value,10:G4} {unit}"));

    /// <summary>What the networks have in common.</summary>
    private sealed record Setting(Precision Precision, int Threads, double TimeStep, StorageFormat Storage);
}
