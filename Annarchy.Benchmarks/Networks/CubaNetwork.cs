namespace Annarchy.Benchmarks.Networks;

/// <summary>The CUBA network, benchmark 2 of Brette et al. (2007): as <see cref="CobaNetwork"/>, with synaptic currents.</summary>
internal static class CubaNetwork
{
    public static Network Create(int size, Precision precision, int threads, KernelBackend backend)
    {
        var neuron = new Neuron(
            parameters: """
                El = -49.0   : population
                Vr = -60.0   : population
                Vt = -50.0   : population
                tau = 20.0   : population
                tau_e = 5.0  : population
                tau_i = 10.0 : population
                """,
            equations: """
                tau * dv/dt = El - v + g_exc + g_inh
                tau_e * dg_exc/dt = -g_exc : exponential
                tau_i * dg_inh/dt = -g_inh : exponential
                """,
            spike: "v > Vt",
            reset: "v = Vr",
            refractory: 5.0,
            name: "CUBA");
        var network = new Network(dt: 0.1, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(size, neuron, name: "P");
        population["v"] = new Uniform(-60.0, -50.0);
        var excitatory = size / 5 * 4;
        network.Connect(population[..excitatory], population, "exc").FixedNumberPre(64, weights: 1.62, delays: 0.1);
        network.Connect(population[excitatory..], population, "inh").FixedNumberPre(16, weights: -9.0, delays: 0.1);
        return network;
    }
}
