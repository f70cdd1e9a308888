using System.Diagnostics;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>Many networks at once: how the firing rate of leaky integrate-and-fire neurons depends on their input, with and without noise.</summary>
internal sealed class ParallelSweep : IExample
{
    public string Name => "sweep";

    public string Description => "Forty networks with other inputs, run in parallel";

    public void Run(string[] args)
    {
        (double Current, double Noise)[] points =
            [.. Enumerable.Range(0, 40).Select(i => (14.0 + (0.5 * (i % 20)), i < 20 ? 0.0 : 2.0))];
        Measure(1, out _);   // the first run also compiles
        var one = Measure(1, out var rates);
        var all = Measure(0, out var again);
        Console.WriteLine($"one thread         {one.TotalSeconds:F2} s");
        Console.WriteLine($"all processors     {all.TotalSeconds:F2} s, {(rates.SequenceEqual(again) ? "the same" : "other")} results");

        var plot = new TracePlot { Title = "Rate of leaky integrate-and-fire neurons", XLabel = "input (mV)", YLabel = "rate (Hz)" };
        foreach (var curve in points.Zip(rates).GroupBy(p => p.First.Noise))
            plot.Add([.. curve.Select(p => p.First.Current)], [.. curve.Select(p => p.Second)], $"noise {curve.Key} mV");
        Picture.Write(plot, "sweep");

        TimeSpan Measure(int threads, out double[] results)
        {
            var start = Stopwatch.GetTimestamp();
            results = ParallelRun.Execute(
                points, (p, seed) => new Integrators(p.Current, p.Noise, seed), (net, _) => net.Rate(), RunSeeds.Sequential(1), threads);
            return Stopwatch.GetElapsedTime(start);
        }
    }

    private sealed class Integrators : Network
    {
        private readonly Monitor _spikes;

        public Integrators(double current, double noise, long seed)
            : base(dt: 0.1, seed: seed)
        {
            var neuron = new Neuron(
                parameters: new ParameterList { ["tau"] = 20.0, ["I"] = current, ["sigma"] = noise },
                equations: "tau * dv/dt = I - v + sigma * sqrt(2.0 * tau / dt) * Normal(0.0, 1.0)",
                spike: "v > 15.0",
                reset: "v = 0.0",
                refractory: 2.0);
            _spikes = Monitor(Create(500, neuron), "spike");
        }

        public double Rate()
        {
            Simulate(1000.0);
            return _spikes.MeanFr();
        }
    }
}
