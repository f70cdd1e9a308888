namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// The COBA network of Brette et al. (2007) after Vogels and Abbott (2005), given as text through the public interface: four fifths of
/// the neurons excitatory, a fixed number of random inputs each, explicit Euler for v, exact decay for the conductances.
/// </summary>
internal static class CobaNetwork
{
    public const double TimeStep = 0.1;

    private const int Inputs = 80;

    /// <summary>Declares the network; it is compiled on first use.</summary>
    public static Network Create(int size, Precision precision = Precision.Double, int threads = 1, double delay = 0.0, KernelBackend backend = KernelBackend.Default)
    {
        var neuron = new Neuron(
            parameters: """
                El = -60.0  : population
                Vr = -60.0  : population
                Ee = 0.0    : population
                Ei = -80.0  : population
                Vt = -50.0  : population
                tau = 20.0  : population
                tau_e = 5.0  : population
                tau_i = 10.0 : population
                I = 20.0    : population
                """,
            equations: """
                tau * dv/dt = (El - v) + g_exc * (Ee - v) + g_inh * (Ei - v) + I
                tau_e * dg_exc/dt = -g_exc : exponential
                tau_i * dg_inh/dt = -g_inh : exponential
                """,
            spike: "v > Vt",
            reset: "v = Vr",
            refractory: 5.0,
            name: "COBA");
        var network = new Network(TimeStep, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(size, neuron, name: "P");
        population["v"] = new Uniform(-60.0, -50.0);
        population["g_exc"] = new Uniform(0.0, 4.0);
        population["g_inh"] = new Uniform(0.0, 20.0);
        var excitatory = size / 5 * 4;
        Values delays = delay > 0.0 ? new Uniform(TimeStep, delay) : TimeStep;
        network.Connect(population[..excitatory], population, "exc").FixedNumberPre(Inputs / 5 * 4, weights: 0.6, delays: delays);
        network.Connect(population[excitatory..], population, "inh").FixedNumberPre(Inputs / 5, weights: 6.7, delays: delays);
        return network;
    }
}
