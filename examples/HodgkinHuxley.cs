using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A neuron with the sodium and potassium channels of Hodgkin and Huxley (1952) under a current step: traces of the membrane
/// potential and the gates, and the firing rate for growing currents.
/// </summary>
internal sealed class HodgkinHuxley : IExample
{
    public string Name => "hodgkin-huxley";

    public string Description => "The squid axon of Hodgkin and Huxley (1952): gates, spikes and f-I curve";

    public void Run(string[] args)
    {
        var neuron = new Neuron(
            parameters: """
                C = 1.0       : population
                V_Na = 115.0  : population
                V_K = -12.0   : population
                V_L = 10.613  : population
                g_Na = 120.0  : population
                g_K = 36.0    : population
                g_L = 0.3     : population
                I = 0.0
                """,
            equations: """
                before = v
                a_n = 0.01 * (10.0 - v) / (exp(1.0 - 0.1*v) - 1.0)
                b_n = 0.125 * exp(-v/80.0)
                a_m = 0.1 * (25.0 - v) / (exp(2.5 - 0.1*v) - 1.0)
                b_m = 4.0 * exp(-v/18.0)
                a_h = 0.07 * exp(-v/20.0)
                b_h = 1.0 / (exp(3.0 - 0.1*v) + 1.0)
                dn/dt = a_n * (1.0 - n) - b_n * n : init=0.3, exponential
                dm/dt = a_m * (1.0 - m) - b_m * m : init=0.0, exponential
                dh/dt = a_h * (1.0 - h) - b_h * h : init=0.6, exponential
                I_Na = g_Na * m^3 * h * (v - V_Na)
                I_K = g_K * n^4 * (v - V_K)
                C * dv/dt = I - I_Na - I_K - g_L * (v - V_L) : exponential
                """,
            spike: "v > 50.0 and before <= 50.0",
            name: "Hodgkin-Huxley");

        DrawStep(neuron);
        DrawCurve(neuron);
    }

    private static void DrawStep(Neuron neuron)
    {
        using var net = new Network(dt: 0.01);
        var cell = net.Create(1, neuron);
        var monitor = net.Monitor(cell, ["v", "n", "m", "h", "spike"], period: 0.1);
        net.Simulate(5.0);
        cell["I"] = 10.0;
        net.Simulate(60.0);
        cell["I"] = 0.0;
        net.Simulate(15.0);

        var v = monitor.Get("v");
        double[] time = [.. Enumerable.Range(0, v.Records).Select(i => i * monitor.Period)];
        Console.WriteLine($"spikes at 10 uA/cm2 in 60 ms   {monitor.Spikes()[0].Length}");
        Picture.Write(
            new TracePlot { Title = "Membrane potential under 10 uA/cm2 from 5 to 65 ms", YLabel = "v (mV from rest)" }
                .Add(time, v.Series(0)),
            "hodgkin-huxley-v");
        Picture.Write(
            new TracePlot { Title = "Gates", YLabel = "open fraction" }
                .Add(time, monitor.Get("n").Series(0), "n")
                .Add(time, monitor.Get("m").Series(0), "m")
                .Add(time, monitor.Get("h").Series(0), "h"),
            "hodgkin-huxley-gates");
    }

    private static void DrawCurve(Neuron neuron)
    {
        const int points = 100;
        double[] currents = [.. Enumerable.Range(0, points).Select(i => 20.0 * i / (points - 1))];
        using var net = new Network(dt: 0.02);
        var cells = net.Create(points, neuron);
        cells["I"] = currents;
        net.Simulate(100.0);
        var monitor = net.Monitor(cells, ["spike"]);
        net.Simulate(1000.0);
        var spikes = monitor.Spikes();
        double[] rates = [.. Enumerable.Range(0, points).Select(rank => (double)spikes.GetValueOrDefault(rank, []).Length)];
        Console.WriteLine($"current for tonic firing       {currents[Array.FindIndex(rates, r => r > 10.0)]:F1} uA/cm2");
        Console.WriteLine($"rate at 20 uA/cm2              {rates[^1]:F0} Hz");
        Picture.Write(
            new TracePlot { Title = "Firing rate", XLabel = "current (uA/cm2)", YLabel = "rate (Hz)" }.Add(currents, rates),
            "hodgkin-huxley-rates");
    }
}
