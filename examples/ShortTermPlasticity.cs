using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A depressing and a facilitating synapse (Markram, Wang and Tsodyks, PNAS 95, 1998; Tsodyks, Uziel and Markram, J. Neurosci. 20, 2000)
/// answer ten spikes at 20 Hz and one more half a second later. The n-th response is u x of the recurrence
/// x' = 1 + (x (1 - u) - 1) exp(-D / tau_rec), u' = U + (u + U (1 - u) - U) exp(-D / tau_facil) over the intervals D.
/// The simulator integrates a synapse to the step before the one in which the spike arrives, so that its D is one dt shorter: the
/// difference from the theory vanishes with dt, that from the recurrence on the grid is rounding.
/// </summary>
internal sealed class ShortTermPlasticity : IExample
{
    private const double TauSynapse = 3.0;

    private static readonly (string Name, double TauRec, double TauFacil, double U)[] s_synapses =
        [("depressing", 800.0, 0.01, 0.5), ("facilitating", 130.0, 530.0, 0.03)];

    public string Name => "stp";

    public string Description => "Short-term depression and facilitation (Tsodyks and Markram), compared with the theory";

    public void Run(string[] args)
    {
        double[] train = [.. Enumerable.Range(0, 10).Select(i => 100.0 + (50.0 * i)), 1050.0];
        using var net = new Network(dt: 0.25);
        var source = net.Create(new SpikeSourceArray([train]));
        var neuron = new Neuron(
            parameters: $"tau = {TauSynapse} : population", equations: "tau * dg_exc/dt = -g_exc : exponential\nv = g_exc", spike: "v > 1000.0", reset: "v = 0.0");
        var monitors = new List<Monitor>();
        foreach (var (name, tauRec, tauFacil, u) in s_synapses)
        {
            var receiver = net.Create(1, neuron, name: name);
            net.Connect(source, receiver, "exc", new STP(tau_rec: tauRec, tau_facil: tauFacil, U: u)).AllToAll(weights: 1.0);
            monitors.Add(net.Monitor(receiver, "g_exc"));
        }

        net.Simulate(1200.0);

        var plot = new TracePlot { Title = "Response to 20 Hz, and half a second later", YLabel = "conductance" };
        foreach (var (monitor, synapse) in monitors.Zip(s_synapses))
        {
            var record = monitor.Get("g_exc");
            var g = record.Series(0);
            double[] times = [.. record.Times];
            plot.Add(times, g, synapse.Name);
            var decay = Math.Exp(-net.TimeStep / TauSynapse);
            double[] measured = [.. train.Select(spike => Response(g, times, spike, decay))];
            var expected = Theory(train, 0.0, synapse.TauRec, synapse.TauFacil, synapse.U);
            var onGrid = Theory(train, net.TimeStep, synapse.TauRec, synapse.TauFacil, synapse.U);
            Console.WriteLine($"{synapse.Name}: tau_rec {synapse.TauRec} ms, tau_facil {synapse.TauFacil} ms, U {synapse.U}");
            Console.WriteLine($"  measured         {string.Join(' ', measured.Select(a => $"{a:F4}"))}");
            Console.WriteLine($"  theory           {string.Join(' ', expected.Select(a => $"{a:F4}"))}");
            Console.WriteLine($"  largest error    {LargestError(measured, expected):E1}; on the grid {LargestError(measured, onGrid):E1}");
        }

        Picture.Write(plot, "stp");
    }

    /// <summary>What a spike added to the conductance, beside the decay of what was there.</summary>
    private static double Response(double[] g, double[] times, double spike, double decay) =>
        Enumerable.Range(1, g.Length - 1).Where(k => times[k] >= spike && times[k] < spike + 5.0).Max(k => g[k] - (g[k - 1] * decay));

    private static double LargestError(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private static double[] Theory(double[] train, double step, double tauRec, double tauFacil, double rest)
    {
        var (x, u) = (1.0, rest);
        var responses = new double[train.Length];
        for (var n = 0; n < train.Length; n++)
        {
            if (n > 0)
            {
                var interval = train[n] - train[n - 1] - step;
                x = 1.0 + (((x * (1.0 - u)) - 1.0) * Math.Exp(-interval / tauRec));
                u = rest + ((u + (rest * (1.0 - u)) - rest) * Math.Exp(-interval / tauFacil));
            }

            responses[n] = u * x;
        }

        return responses;
    }
}
