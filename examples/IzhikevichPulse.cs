using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The pulse-coupled network of Izhikevich (2003): 800 excitatory and 200 inhibitory neurons, each a little different, driven by
/// noise, fall into rhythms of about 10 Hz and 40 Hz.
/// </summary>
internal sealed class IzhikevichPulse : IExample
{
    public string Name => "izhikevich";

    public string Description => "1000 pulse-coupled neurons with cortical rhythms (Izhikevich 2003)";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 1.0, seed: 2003);
        var population = net.Create(1000, new Izhikevich(), name: "cortex");
        var excitatory = population[..800];
        var inhibitory = population[800..];

        var re = new Uniform(0.0, 1.0).Values(800, seed: 1);
        excitatory["noise"] = 5.0;
        excitatory["a"] = 0.02;
        excitatory["b"] = 0.2;
        excitatory["c"] = Array.ConvertAll(re, r => -65.0 + (15.0 * r * r));
        excitatory["d"] = Array.ConvertAll(re, r => 8.0 - (6.0 * r * r));
        excitatory["v"] = -65.0;
        excitatory["u"] = -13.0;

        var ri = new Uniform(0.0, 1.0).Values(200, seed: 2);
        var b = Array.ConvertAll(ri, r => 0.25 - (0.05 * r));
        inhibitory["noise"] = 2.0;
        inhibitory["a"] = Array.ConvertAll(ri, r => 0.02 + (0.08 * r));
        inhibitory["b"] = b;
        inhibitory["c"] = -65.0;
        inhibitory["d"] = 2.0;
        inhibitory["v"] = -65.0;
        inhibitory["u"] = Array.ConvertAll(b, x => -65.0 * x);

        net.Connect(excitatory, population, "exc").AllToAll(weights: new Uniform(0.0, 0.5));
        net.Connect(inhibitory, population, "inh").AllToAll(weights: new Uniform(0.0, 1.0));
        var monitor = net.Monitor(population, ["spike"]);
        net.Simulate(1000.0);

        var (times, ranks) = SpikeAnalysis.RasterPlot(monitor.Spikes(), net.TimeStep);
        var counts = new double[1000];
        foreach (var time in times)
            counts[(int)time]++;
        Console.WriteLine($"spikes in 1 s      {times.Length}");
        Console.WriteLine($"mean rate          {times.Length / 1000.0:F1} Hz");
        Console.WriteLine($"strongest rhythm   {StrongestFrequency(counts)} Hz");
        Picture.Write(new RasterPlot { Title = "Izhikevich (2003): spikes of 1000 neurons" }.Add(times, ranks), "izhikevich");
    }

    /// <summary>Frequency with the most power between 2 and 80 Hz in one second of counts per ms.</summary>
    private static int StrongestFrequency(double[] counts)
    {
        var mean = counts.Average();
        return Enumerable.Range(2, 79).MaxBy(Power);

        double Power(int frequency)
        {
            var (re, im) = (0.0, 0.0);
            for (var t = 0; t < counts.Length; t++)
            {
                var (sin, cos) = Math.SinCos(2.0 * Math.PI * frequency * t / counts.Length);
                re += (counts[t] - mean) * cos;
                im += (counts[t] - mean) * sin;
            }

            return (re * re) + (im * im);
        }
    }
}
