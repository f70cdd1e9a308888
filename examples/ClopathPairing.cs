using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Pairs of spikes at several frequencies, as Sjöström et al. (2001) gave them to neurons of visual cortex, and what the rule of Clopath et
/// al. (2010) makes of them: rare spikes depress when the pre-synaptic one comes last, frequent ones potentiate whichever comes first.
/// </summary>
internal sealed class ClopathPairing : IExample
{
    private static readonly double[] s_frequencies = [1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0];

    public string Name => "clopath-pairing";

    public string Description => "Voltage-based plasticity against the frequency of pairings (Clopath et al. 2010)";

    public void Run(string[] args)
    {
        double[] early = [.. s_frequencies.Select(f => Change(f, 10.0))];
        double[] late = [.. s_frequencies.Select(f => Change(f, -10.0))];
        Console.WriteLine("frequency   pre first   post first");
        for (var i = 0; i < s_frequencies.Length; i++)
            Console.WriteLine($"{s_frequencies[i],6:F0} Hz   {early[i],9:P0}   {late[i],10:P0}");
        Picture.Write(
            new TracePlot { Title = "75 pairings at 10 ms", XLabel = "frequency (Hz)", YLabel = "relative change of the weight" }
                .Add(s_frequencies, early, "pre before post")
                .Add(s_frequencies, late, "post before pre"),
            "clopath-pairing");
    }

    /// <summary>Change by 15 bursts of five pairings, from one of them.</summary>
    private static double Change(double frequency, double lag)
    {
        // The adaptive exponential neuron of the paper (pF, nS, pA, mV): 2 ms of spike, then a depolarising current, a threshold that jumps.
        var neuron = new Neuron(
            parameters: "C = 281.0 : population\ngL = 30.0 : population\nEL = -70.6 : population",
            equations: """
                left = max(left - dt, 0.0)
                dwad/dt = (4.0 * (u - EL) - wad) / 144.0
                dz/dt = -z / 40.0
                dVT/dt = (-50.4 - VT) / 50.0 : init=-50.4
                I = -gL * (u - EL) + gL * 2.0 * exp(min((u - VT) / 2.0, 8.0)) - wad + z
                u += ite(left > 0.0, 0.0, dt / C * I + g_teacher + 0.0 * g_exc) : init=-70.6
                v = ite(left > 0.0, 33.0, u) : init=-70.6
                """,
            spike: "u > 20.0",
            reset: "u = -60.0; left = 2.0; wad += 80.5; z = 400.0; VT = -30.4; v = 33.0");
        double[] pre = [.. Enumerable.Range(0, 5).Select(i => 100.0 + Math.Round(1000.0 * i / frequency))];
        using var net = new Network(dt: 0.1);
        var source = net.Create(new SpikeSourceArray([pre]));
        var teacher = net.Create(new SpikeSourceArray([[.. pre.Select(t => t + lag)]]));
        var cell = net.Create(1, neuron);
        net.Connect(teacher, cell, "teacher").OneToOne(weights: 100.0);
        var plastic = net.Connect(source, cell, "exc", new ClopathSTDP()).OneToOne(weights: 1.0);
        net.Simulate(pre[^1] + 200.0);
        double[] weight = plastic["w"];
        return 15.0 * (weight[0] - 1.0);
    }
}
