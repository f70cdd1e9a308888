using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Independent Poisson neurons beside trains that share a fluctuating rate (R. Brette, Generation of correlated spike trains, Neural
/// Computation 21, 2009). The correlation is measured from the covariance of spike counts: over windows of a length T the total
/// correlation c with time constant tau shows as c (1 - tau/T (1 - exp(-T/tau))) times the mean count.
/// </summary>
internal sealed class CorrelatedInputs : IExample
{
    private const int Neurons = 100;
    private const double Rate = 20.0;
    private const double Correlation = 0.3;
    private const double Tau = 10.0;
    private const double Duration = 200_000.0;
    private const int Window = 100;

    public string Name => "poisson";

    public string Description => "Independent and correlated Poisson inputs, their rates and correlations measured";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 1.0, seed: 7);
        var independent = net.Create(new PoissonPopulation(Neurons, rates: Rate, name: "independent"));
        var correlated = net.Create(new HomogeneousCorrelatedSpikeTrains(Neurons, Rate, Correlation, Tau, name: "correlated"));
        Monitor[] monitors = [net.Monitor(independent, "spike"), net.Monitor(correlated, "spike")];
        net.Simulate(Duration);

        var visible = Correlation * (1.0 - (Tau / Window * (1.0 - Math.Exp(-Window / Tau))));
        Console.WriteLine($"asked for          {Rate:F1} Hz, total correlation {Correlation:F2} (seen in windows of {Window} ms: {visible:F3})");
        var raster = new RasterPlot { Title = "One second of independent and of correlated inputs" };
        foreach (var (monitor, first) in monitors.Zip([0, Neurons]))
        {
            var spikes = monitor.Spikes();
            var label = first == 0 ? "independent" : "correlated";
            var rate = spikes.Values.Sum(train => train.Length) / (Neurons * Duration / 1000.0);
            Console.WriteLine($"{label,-18} {rate:F2} Hz, correlation {MeasuredCorrelation(spikes):F3}, "
                + $"CV of intervals {SpikeAnalysis.CoefficientOfVariation(spikes).Average():F2}");
            var shown = spikes.ToDictionary(train => train.Key + first, train => Array.FindAll(train.Value, step => step < 1000));
            var (times, ranks) = SpikeAnalysis.RasterPlot(shown, net.TimeStep);
            raster.Add(times, ranks, label);
        }

        Picture.Write(raster, "poisson");
    }

    /// <summary>Mean covariance of the counts of two neurons, divided by the mean count.</summary>
    private static double MeasuredCorrelation(IReadOnlyDictionary<int, long[]> spikes)
    {
        const int windows = (int)(Duration / Window);
        var total = new double[windows];
        var ownVariances = 0.0;
        foreach (var train in spikes.Values)
        {
            var counts = new double[windows];
            foreach (var step in train)
                counts[Math.Min(step / Window, windows - 1)]++;
            ownVariances += Variance(counts);
            for (var i = 0; i < windows; i++)
                total[i] += counts[i];
        }

        // The variance of a sum is the sum of the variances and of the covariances of all ordered pairs.
        var covariance = (Variance(total) - ownVariances) / (Neurons * (Neurons - 1));
        return covariance / (total.Average() / Neurons);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
