using System.Diagnostics;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The conductance-based balanced network of Vogels and Abbott (2005), benchmark 1 of Brette et al. (2007): 3200 excitatory and
/// 800 inhibitory integrate-and-fire neurons, connected with probability 2 %, keep each other firing irregularly.
/// </summary>
internal sealed class Coba : IExample
{
    public string Name => "coba";

    public string Description => "4000 conductance-based spiking neurons in balance (Vogels and Abbott 2005)";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 0.1, seed: 42);
        var population = Build(net, 4000);
        var monitor = net.Monitor(population, ["spike"]);

        var clock = Stopwatch.StartNew();
        net.Compile();
        var compiled = clock.Elapsed;
        const double duration = 1000.0;
        net.Simulate(duration);
        var simulated = clock.Elapsed - compiled;

        var spikes = monitor.Spikes();
        var (times, ranks) = SpikeAnalysis.RasterPlot(spikes, net.TimeStep);
        Console.WriteLine($"neurons            {population.Size}");
        Console.WriteLine($"synapses           {net.Projections.Sum(p => p.NbSynapses)}");
        Console.WriteLine($"mean rate          {times.Length / (population.Size * duration / 1000.0):F1} Hz");
        Console.WriteLine($"mean CV of ISI     {SpikeAnalysis.CoefficientOfVariation(spikes).Average():F2}");
        Console.WriteLine($"compile            {compiled.TotalMilliseconds:F0} ms");
        Console.WriteLine($"simulate 1 s       {simulated.TotalMilliseconds:F0} ms ({duration / simulated.TotalMilliseconds:F1} times real time)");
        Console.WriteLine();
        Console.WriteLine(net.Profile());

        var split = Array.ConvertAll(ranks, rank => rank < 3200);
        Picture.Write(
            new RasterPlot { Title = "COBA: spikes of 4000 neurons" }
                .Add([.. times.Where((_, i) => split[i])], [.. ranks.Where((_, i) => split[i])], "excitatory")
                .Add([.. times.Where((_, i) => !split[i])], [.. ranks.Where((_, i) => !split[i])], "inhibitory"),
            "coba");
    }

    /// <summary>Neurons of which four fifths are excitatory, connected at random with 80 synapses each.</summary>
    internal static Population Build(Network net, int neurons)
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
        var population = net.Create(neurons, neuron, name: "P");
        population["v"] = new Normal(-55.0, 5.0);
        population["g_exc"] = new Normal(4.0, 1.5);
        population["g_inh"] = new Normal(20.0, 12.0);
        var excitatory = neurons * 4 / 5;
        var probability = Math.Min(80.0 / neurons, 1.0);
        net.Connect(population[..excitatory], population, "exc").FixedProbability(probability, weights: 0.6);
        net.Connect(population[excitatory..], population, "inh").FixedProbability(probability, weights: 6.7);
        return population;
    }
}
