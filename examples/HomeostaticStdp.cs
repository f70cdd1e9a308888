using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A neuron with 100 Poisson inputs whose rates rise from 0.2 to 20 Hz (Carlson et al. 2013, Biologically plausible models of homeostasis
/// and STDP): with STDP alone its rate goes where the weights take it, with homeostasis it comes to 35 Hz while the weights follow the ramp.
/// </summary>
internal sealed class HomeostaticStdp : IExample
{
    private const int Inputs = 100;
    private const double Largest = 0.1;

    public string Name => "homeostatic-stdp";

    public string Description => "A ramp of input rates learned with and without homeostasis (Carlson et al. 2013)";

    public void Run(string[] args)
    {
        var traces = new TracePlot { Title = "Rate of the neuron, target 35 Hz", XLabel = "time (s)", YLabel = "rate (Hz)" };
        var ramps = new TracePlot { Title = "Weights after learning", XLabel = "rate of the input (Hz)", YLabel = "weight" };
        foreach (var (name, alpha) in new[] { ("STDP alone", 0.0), ("with homeostasis", 1.0) })
        {
            var (rates, inputs, weights) = Learn(alpha);
            Console.WriteLine($"{name,-18} {rates[^1]:F1} Hz, weights {weights.Min():F4} to {weights.Max():F4}");
            traces.Add([.. Enumerable.Range(0, rates.Length).Select(s => (double)s)], rates, name);
            ramps.Add(inputs, weights, name);
        }

        Picture.Write(traces, "homeostatic-stdp-rate");
        Picture.Write(ramps, "homeostatic-stdp-weights");
    }

    /// <summary>The averaged rate every second, the rates of the inputs and the weights at the end.</summary>
    private static (double[] Rates, double[] Inputs, double[] Weights) Learn(double alpha)
    {
        // The regular spiking neuron of Izhikevich (2003) with AMPA and NMDA conductances, as in the paper.
        var neuron = new Neuron(
            parameters: "tau_ampa = 5.0 : population\ntau_nmda = 150.0 : population",
            equations: """
                I = -v * (g_ampa + g_nmda * nmda(v))
                dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + I : init=-65.0, midpoint
                du/dt = 0.02 * (0.2 * v - u)                 : init=-13.0, midpoint
                tau_ampa * dg_ampa/dt = -g_ampa              : exponential
                tau_nmda * dg_nmda/dt = -g_nmda              : exponential
                """,
            spike: "v >= 30.0",
            reset: "v = -65.0; u += 8.0",
            functions: "nmda(v) = ((v + 80.0)/60.0)^2 / (1.0 + ((v + 80.0)/60.0)^2)");
        using var net = new Network(dt: 1.0, seed: 7);
        double[] rates = [.. Enumerable.Range(0, Inputs).Select(i => 0.2 + (19.8 * i / (Inputs - 1)))];
        var input = net.Create(new PoissonPopulation(Inputs, rates));
        var output = net.Create(1, neuron);
        var plastic = net.Connect(input, output, ["ampa", "nmda"], new HomeostaticSTDP(alpha: alpha, w_max: Largest)).AllToAll(weights: new Uniform(0.005, 0.01));
        net.Compile();
        var rate = net.Monitor(plastic.Dendrite(0), "R", period: 1000.0);
        net.Simulate(200_000.0);
        return (rate.Get("R").Series(0), rates, plastic.Dendrite(0)["w"]);
    }
}
