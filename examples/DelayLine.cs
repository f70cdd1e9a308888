using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A volley of spikes, all in one step, through synapses with random delays: the neuron they reach counts what arrives in each step, which
/// is the distribution of the delays, drawn out in time.
/// </summary>
internal sealed class DelayLine : IExample
{
    private const int Count = 5000;
    private const double Volley = 2.0;

    public string Name => "delay-line";

    public string Description => "A volley of 5000 spikes through synapses with random delays from 0.1 to 5 ms";

    public void Run(string[] args)
    {
        // Without an equation of its own, g_exc is the sum of the weights of the spikes that arrive in a step.
        var counter = new Neuron(equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0.0");
        using var net = new Network(dt: 0.1, seed: 11);
        var sources = net.Create(new SpikeSourceArray([.. Enumerable.Repeat(new[] { Volley }, Count)]));
        var target = net.Create(1, counter, name: "counter");
        var line = net.Connect(sources, target, "exc").AllToAll(weights: 1.0, delays: new Uniform(0.1, 5.0));
        var spikes = net.Monitor(sources, ["spike"]);
        var monitor = net.Monitor(target, ["v"]);
        net.Compile();
        net.Simulate(10.0);

        var arrivals = monitor.Get("v").Series(0);
        var sent = spikes.Spikes()[0][0];
        var expected = new double[arrivals.Length];
        double[] delays = line.Delays;
        foreach (var delay in delays)
            expected[sent + (int)Math.Round(delay / net.TimeStep)]++;

        var steps = Enumerable.Range(0, arrivals.Length).ToArray();
        var mean = steps.Sum(step => (step - sent) * net.TimeStep * arrivals[step]) / arrivals.Sum();
        Console.WriteLine($"synapses           {line.NbSynapses}, delays {delays.Min():F1} to {delays.Max():F1} ms");
        Console.WriteLine($"spikes arrived     {arrivals.Sum():F0}");
        Console.WriteLine($"mean delay         {delays.Average():F4} ms by the synapses, {mean:F4} ms by the arrivals");
        Console.WriteLine($"steps that differ  {steps.Count(step => arrivals[step] != expected[step])} of {steps.Length}");
        Console.WriteLine($"most in one step   {arrivals.Max():F0} of {Count}");

        double[] times = [.. steps.Select(step => (step - sent) * net.TimeStep)];
        Picture.Write(
            new TracePlot { Title = "Arrivals per step, and delays of the synapses", XLabel = "time since the volley (ms)", YLabel = "spikes" }
                .Add(times, arrivals, "arrivals")
                .Add(times, expected, "delays"),
            "delay-line");
        Picture.Write(
            new HistogramPlot(delays, bins: 50) { Title = "Delays of the synapses", XLabel = "delay (ms)" },
            "delay-line-delays");
    }
}
