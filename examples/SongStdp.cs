using System.Diagnostics;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Competition between the synapses of one neuron (Song, Miller and Abbott, Competitive Hebbian learning through spike-timing-dependent
/// synaptic plasticity, Nature Neuroscience 3, 2000): with depression slightly stronger than potentiation the conductances of 1000
/// Poisson inputs drift to either end of their range. The membrane is faster and rests lower than the paper's (10 ms, not 20; -74 mV, not -70),
/// and there is no inhibition.
/// </summary>
internal sealed class SongStdp : IExample
{
    private const double Largest = 0.01;
    private const double InputRate = 15.0;

    public string Name => "stdp-song";

    public string Description => "1000 plastic inputs of one neuron end up weak or strong (Song, Miller and Abbott 2000)";

    public void Run(string[] args)
    {
        var neuron = new Neuron(
            parameters: """
                tau_m = 10.0  : population
                tau_e = 5.0   : population
                E_L = -74.0   : population
                E_exc = 0.0   : population
                v_t = -54.0   : population
                v_r = -60.0   : population
                """,
            equations: """
                tau_m * dv/dt = E_L - v + g_exc * (E_exc - v) : init = -60.0
                tau_e * dg_exc/dt = -g_exc
                """,
            spike: "v > v_t",
            reset: "v = v_r");
        using var net = new Network(dt: 1.0, seed: 11);
        var inputs = net.Create(new PoissonPopulation(1000, rates: InputRate, name: "inputs"));
        var output = net.Create(1, neuron, name: "output");
        var synapses = net.Connect(inputs, output, "exc", new STDP(tau_plus: 20.0, tau_minus: 20.0, A_plus: 0.01, A_minus: 0.0105, w_max: Largest))
            .AllToAll(weights: new Uniform(0.0, Largest));
        var monitor = net.Monitor(output, "spike");

        net.Compile();
        const double quarter = 75_000.0;
        var clock = Stopwatch.StartNew();
        Console.WriteLine("  time    output rate   mean g/g_max   below 0.1   above 0.9");
        Report(0.0, null);
        for (var i = 1; i <= 4; i++)
        {
            net.Simulate(quarter);
            Report(i * quarter / 1000.0, monitor.Spikes().Values.Sum(train => train.Length) / (quarter / 1000.0));
        }

        Console.WriteLine($"wall time          {clock.Elapsed.TotalSeconds:F1} s");
        Picture.Write(
            new HistogramPlot(Weights(synapses), bins: 20) { Title = "Conductances after 300 s of learning", XLabel = "g / g_max", YLabel = "synapses" },
            "stdp-song");

        void Report(double seconds, double? rate)
        {
            var weights = Weights(synapses);
            Console.WriteLine($"{seconds,4:F0} s    {(rate is null ? "-" : $"{rate:F1} Hz"),11}   {weights.Average(),12:F3}   "
                + $"{weights.Count(w => w < 0.1) / (double)weights.Length,9:P0}   {weights.Count(w => w > 0.9) / (double)weights.Length,9:P0}");
        }
    }

    private static double[] Weights(Projection synapses)
    {
        double[] weights = synapses.Dendrite(0)["w"];
        return Array.ConvertAll(weights, w => w / Largest);
    }
}
