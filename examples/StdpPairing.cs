using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The window of spike-timing-dependent plasticity: one pair of spikes for every lag between -80 and 80 ms, each at a synapse of its own.
/// </summary>
internal sealed class StdpPairing : IExample
{
    public string Name => "stdp-pairing";

    public string Description => "Change of a weight against the lag of a pair of spikes, after Song and Abbott (2001)";

    public void Run(string[] args)
    {
        double[] lags = [.. Enumerable.Range(-80, 161).Where(lag => lag != 0)];
        using var net = new Network(dt: 0.1);
        var pre = net.Create(new SpikeSourceArray([.. Enumerable.Repeat<double[]>([100.0], lags.Length)]));
        var teacher = net.Create(new SpikeSourceArray([.. lags.Select(lag => new[] { 100.0 + lag })]));
        var post = net.Create(lags.Length, new Neuron(equations: "v = g_drive + 0.0 * g_exc", spike: "v > 0.5", reset: "v = 0"));
        net.Connect(teacher, post, "drive").OneToOne(1.0);
        var plastic = net.Connect(pre, post, "exc", new STDP()).OneToOne(0.5);
        net.Simulate(200.0);

        double[] changes = [.. ((double[])plastic["w"]).Select(w => w - 0.5)];
        Console.WriteLine($"pre 10 ms before post   {changes[Array.IndexOf(lags, 10.0)]:F5}");
        Console.WriteLine($"post 10 ms before pre   {changes[Array.IndexOf(lags, -10.0)]:F5}");
        Picture.Write(
            new TracePlot { Title = "STDP window", XLabel = "post - pre (ms)", YLabel = "change of the weight" }
                .Add(lags[..80], changes[..80], "depression")
                .Add(lags[80..], changes[80..], "potentiation"),
            "stdp-pairing");
    }
}
