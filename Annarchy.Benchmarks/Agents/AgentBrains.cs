namespace Annarchy.Benchmarks.Agents;

/// <summary>The brain that is measured: 100 spiking neurons that fire at about 20 Hz, and 1000 synapses of delay and weight of their own.</summary>
internal static class AgentBrains
{
    public const int Neurons = 100;
    public const int SynapsesPerNeuron = 10;

    public static Network Create(long seed, Precision precision)
    {
        var network = new Network(dt: 1.0, seed: seed, precision: precision) { BuildSeed = 1 };
        var neurons = network.Create(
            Neurons,
            new Neuron(
                parameters: "I = 1.1\ntau = 20.0 : population\ntau_e = 5.0 : population\ntau_r = 100.0 : population",
                equations: """
                    tau * dv/dt = I + g_exc - v : init=Uniform(0.0, 1.0)
                    tau_e * dg_exc/dt = -g_exc
                    tau_r * drate/dt = -rate
                    """,
                spike: "v > 1.0",
                reset: "v = 0.0\nrate += 1.0",
                refractory: 2.0),
            name: "cells");
        neurons["I"] = new Uniform(0.95, 1.15);
        network.Connect(neurons, neurons, "exc", name: "synapses").FixedNumberPre(SynapsesPerNeuron, new Uniform(-0.02, 0.03));
        return network;
    }
}
