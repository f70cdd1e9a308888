using Annarchy.Hybrid;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// From rates to spikes and back: a rate-coded population with a slow oscillation, Poisson neurons that spike with its rates, and populations
/// that read the rates off the spikes again, by counting in a window and from the intervals. The mean over the window lags by half its width.
/// </summary>
internal sealed class RateAndSpikes : IExample
{
    private const double Scaling = 100.0;
    private const double Window = 100.0;

    public string Name => "rate-and-spikes";

    public string Description => "Rate-coded neurons turned into spiking ones and back, by two ways of decoding";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 1.0, seed: 2);
        var rates = net.Create(500, new Neuron(equations: "r = 0.5 + 0.4*sin(2*pi*t/1000.0)"), name: "rates");
        var spikes = net.CreateRate2Spike(rates, scaling: Scaling, name: "spikes");
        var counted = net.CreateSpike2Rate(spikes, window: Window, scaling: Scaling, name: "counted");
        var timed = net.CreateSpike2Rate(spikes, RateDecoding.Intervals, scaling: Scaling, smooth: 50.0, name: "timed");
        Population[] shown = [rates, counted, timed];
        Monitor[] monitors = [.. shown.Select(p => net.Monitor(p, "r"))];
        var trains = net.Monitor(spikes, "spike");
        net.Simulate(3000.0);

        Console.WriteLine($"spikes             {trains.MeanFr():F2} Hz, {Scaling * 0.5:F2} in theory");
        var plot = new TracePlot { Title = "A rate, and what 500 Poisson neurons tell of it", YLabel = $"r (1 is {Scaling} Hz)" };
        var means = new List<double[]>();
        foreach (var (population, monitor) in shown.Zip(monitors))
        {
            var record = monitor.Get("r");
            means.Add([.. Enumerable.Range(0, record.Records).Select(i => record.Row(i).Average())]);
            plot.Add([.. record.Times], means[^1], population.Name);
        }

        // A spike is drawn from the rate one step before, and counts from one step after on.
        double[] theory = [.. means[1].Select((_, step) => step < Window + 2 ? double.NaN : means[0][(step - (int)Window - 1)..(step - 1)].Average())];
        var error = Math.Sqrt(theory.Zip(means[1], (a, b) => (a - b) * (a - b)).Where(double.IsFinite).Average());
        var expected = Math.Sqrt(0.5 / (500.0 * Window / 1000.0 * Scaling));
        Console.WriteLine($"counted            differs by {error:F4} from the mean of the rate over the window; {expected:F4} expected of Poisson spikes");
        Picture.Write(plot, "rate-and-spikes");
    }
}
