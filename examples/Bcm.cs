using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The rule of Bienenstock, Cooper and Munro in the form of Intrator and Cooper (1992): a neuron that sees two patterns by turns becomes
/// selective for one of them, since its threshold slides with the mean square of its rate.
/// </summary>
internal sealed class Bcm : IExample
{
    private const int Inputs = 20;
    private const int Neurons = 8;
    private const double Shown = 50.0;

    public string Name => "bcm";

    public string Description => "Neurons become selective for one of two patterns (Intrator and Cooper 1992)";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 1.0, seed: 3);
        var input = net.Create(new TimedArray(Inputs, [Pattern(first: 0), Pattern(first: Inputs / 2)], schedule: Shown, period: 2.0 * Shown));
        var output = net.Create(Neurons, new Neuron(parameters: "tau = 5.0 : population", equations: "tau * dr/dt + r = sum(exc) : min=0.0"), name: "output");
        var plastic = net.Connect(input, output, "exc", new IBCM(eta: 0.00004, tau: 500.0)).AllToAll(weights: new Uniform(0.0, 0.2));
        net.Compile();
        var rates = net.Monitor(output, "r", period: Shown, offset: Shown - 1.0);
        var threshold = net.Monitor(plastic.Dendrite(0), "theta", period: Shown, offset: Shown - 1.0);

        net.Simulate(60_000.0);
        var r = rates.Get("r");
        Console.WriteLine("neuron   first pattern   second pattern");
        for (var neuron = 0; neuron < Neurons; neuron++)
            Console.WriteLine($"{neuron,6}   {r[r.Records - 2, neuron],13:F2}   {r[r.Records - 1, neuron],14:F2}");

        var neuron0 = r.Series(0);
        double[] seconds = [.. r.Times.Select(t => t / 1000.0)];
        Picture.Write(
            new TracePlot { Title = "A neuron learns to tell two patterns apart", XLabel = "time (s)", YLabel = "rate" }
                .Add(Every(seconds, 0), Every(neuron0, 0), "first pattern")
                .Add(Every(seconds, 1), Every(neuron0, 1), "second pattern")
                .Add(seconds, threshold.Get("theta").Series(0), "threshold"),
            "bcm");
    }

    /// <summary>Half of the inputs fire, the others hardly.</summary>
    private static double[] Pattern(int first) =>
        [.. Enumerable.Range(0, Inputs).Select(i => i >= first && i < first + (Inputs / 2) ? 1.0 : 0.1)];

    /// <summary>What was recorded while one of the patterns was shown.</summary>
    private static double[] Every(double[] values, int pattern) => [.. values.Where((_, i) => i % 2 == pattern)];
}
