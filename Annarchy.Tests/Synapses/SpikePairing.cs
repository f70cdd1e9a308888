namespace Annarchy.Tests.Synapses;

/// <summary>One plastic synapse between a pre- and a post-synaptic neuron made to spike at given times (ms).</summary>
internal sealed class SpikePairing : IDisposable
{
    public SpikePairing(Synapse synapse, double weight, double[] pre, double[] post, double dt = 1.0)
    {
        Network = new Network(dt: dt, seed: 1);
        var source = Network.Create(new SpikeSourceArray([pre]));
        var teacher = Network.Create(new SpikeSourceArray([post]));
        var cell = Network.Create(1, new Neuron(equations: "v = g_drive + 0.0 * g_exc", spike: "v > 0.5", reset: "v = 0"));
        Network.Connect(teacher, cell, "drive").OneToOne(1.0);
        Projection = Network.Connect(source, cell, "exc", synapse).OneToOne(weight);
    }

    public Network Network { get; }

    public Projection Projection { get; }

    public double Weight => ((double[])Projection["w"])[0];

    public void Dispose() => Network.Dispose();
}
