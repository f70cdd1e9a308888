using Annarchy.Bold;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The haemodynamic response to a block of stimulation (Friston et al., NeuroImage 12, 2000; Stephan et al., NeuroImage 38, 2007): 500 neurons get
/// Poisson spikes at 20 Hz, and for 20 s at 60 Hz. Their mean firing rate relative to its baseline drives balloon models: the signal
/// rises for some seconds, stays, and falls below its baseline after the stimulus.
/// </summary>
internal sealed class BoldResponse : IExample
{
    private const double Onset = 20_000.0;
    private const double End = 40_000.0;

    public string Name => "bold";

    public string Description => "Haemodynamic response to a block of stimulation, by five balloon models";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 1.0, seed: 1);
        var source = net.Create(new PoissonPopulation(500, rates: "if (t >= 20000.0) and (t < 40000.0): 60.0 else: 20.0"));
        var neurons = net.Create(
            500,
            new Neuron(
                parameters: "tau = 20.0 : population\ntau_exc = 5.0 : population",
                equations: "tau_exc * dg_exc/dt = -g_exc : exponential\ntau * dv/dt = -v + g_exc : exponential",
                spike: "v > 1.0",
                reset: "v = 0.0",
                refractory: 2.0),
            name: "cortex");
        net.Connect(source, neurons, "exc").FixedNumberPre(20, weights: 0.8);
        neurons.ComputeFiringRate(100.0);

        BoldModel[] models =
        [
            new balloon_RN(phi: 0.2), new balloon_RL(phi: 0.2), new balloon_CN(phi: 0.2), new balloon_CL(phi: 0.2), new balloon_maith2021(phi: 0.2),
        ];
        BoldMonitor[] monitors =
            [.. models.Select(m => new BoldMonitor(net, [neurons], m, normalizeInput: 10_000.0, recordedVariables: "I_CBF"))];

        net.Simulate(1000.0);
        foreach (var monitor in monitors)
            monitor.Start();
        net.Simulate(69_000.0, new ProgressBar("70 s"));

        var plot = new TracePlot { Title = "BOLD response to 20 s of stimulation", XLabel = "time (s)", YLabel = "signal change (%)" };
        foreach (var monitor in monitors)
        {
            var record = monitor.Get();
            double[] times = [.. record.Times.Select(t => t / 1000.0)];
            double[] signal = [.. record.Series(0).Select(b => 100.0 * b)];
            plot.Add(times, signal, monitor.Model.Name);
            var peak = Array.IndexOf(signal, signal.Max());
            var trough = signal.Skip((int)End).Min();
            Console.WriteLine($"{monitor.Model.Name,-18} peak {signal[peak]:F2} % at {times[peak] - (Onset / 1000.0):F1} s, undershoot {trough:F2} %");
        }

        var input = monitors[0].Get("I_CBF").Series(0);
        Console.WriteLine($"input              {input[15_000]:F3} before, {input[30_000]:F3} in the block");
        plot.Add([1.0, 20.0, 20.0, 40.0, 40.0, 70.0], [-0.8, -0.8, -0.7, -0.7, -0.8, -0.8], "stimulus");
        Picture.Write(plot, "bold");
    }
}
