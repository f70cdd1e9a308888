using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Rate-coded and spiking neurons in one network: rates are injected as currents into integrate-and-fire neurons, whose spikes are
/// decoded into a rate again. The decoded rate follows the f-I curve of the neuron, 1 / (T + tau ln(I / (I - 1))) for a threshold of 1
/// and a refractory period T.
/// </summary>
internal sealed class HybridNetwork : IExample
{
    private const double Tau = 20.0;
    private const double Refractory = 2.0;

    public string Name => "hybrid";

    public string Description => "Rate-coded neurons drive spiking ones, which are decoded into a rate again";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 0.1, seed: 3);
        var source = net.Create(200, new Neuron(parameters: "I = 0.0 : population", equations: "10.0 * dr/dt + r = I"), name: "source");
        var spiking = net.Create(
            200,
            new Neuron(
                parameters: $"tau = {Tau} : population",
                equations: "tau * dv/dt = g_exc - v : exponential",
                spike: "v > 1.0",
                reset: "v = 0.0",
                refractory: Refractory),
            name: "spiking");
        spiking["v"] = new Uniform(0.0, 1.0);
        var readout = net.Create(1, new Neuron(equations: "r = sum(exc)"), name: "readout");
        net.Connect(new CurrentInjection(source, spiking, "exc")).ConnectCurrent();
        net.Connect(new DecodingProjection(spiking, readout, "exc", window: 50.0)).AllToAll(weights: 1.0);
        var decoded = net.Monitor(readout, "r");
        var spikes = net.Monitor(spiking, "spike");

        const double phase = 1000.0;
        double[] currents = [1.1, 1.5, 2.0, 3.0, 1.2, 0.8];
        foreach (var current in currents)
        {
            source["I"] = current;
            net.Simulate(phase);
        }

        var rates = decoded.Get("r");
        var series = rates.Series(0);
        double[] times = [.. rates.Times];
        var trains = spikes.Spikes();
        var theory = new double[series.Length];
        Console.WriteLine("current    f-I curve     counted     decoded   (Hz, second half of each second)");
        for (var i = 0; i < currents.Length; i++)
        {
            var (start, end) = ((i + 0.5) * phase, (i + 1) * phase);
            var expected = currents[i] > 1.0 ? 1000.0 / (Refractory + (Tau * Math.Log(currents[i] / (currents[i] - 1.0)))) : 0.0;
            var counted = trains.Values.Sum(train => train.Count(step => step * net.TimeStep >= start && step * net.TimeStep < end))
                / (spiking.Size * (end - start) / 1000.0);
            var read = series.Where((_, k) => times[k] >= start && times[k] < end).Average();
            Console.WriteLine($"{currents[i],7:F1}  {expected,11:F2} {counted,11:F2} {read,11:F2}");
            for (var k = 0; k < theory.Length; k++)
            {
                if (times[k] >= i * phase && times[k] < end)
                    theory[k] = expected;
            }
        }

        Picture.Write(
            new TracePlot { Title = "A rate decoded from 200 spiking neurons", YLabel = "Hz" }.Add(times, series, "decoded").Add(times, theory, "f-I curve"),
            "hybrid");
    }
}
