namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// The sparsely connected network of Brunel (2000): leaky integrators with delta synapses of 0.1 mV, a delay of 1.5 ms, four fifths of them
/// excitatory, inhibition five times as strong, a connection probability of 0.1, and 20 kHz of Poisson input to each neuron.
/// </summary>
internal static class BrunelNetwork
{
    public const double TimeStep = 0.1;
    private const double Weight = 0.1;

    /// <summary>Declares the network; it is compiled on first use.</summary>
    /// <param name="size">Neurons.</param>
    /// <param name="precision">Width of all numbers.</param>
    /// <param name="threads">Threads of the network.</param>
    /// <param name="storage">How the synapses that do not learn lie in memory.</param>
    /// <param name="isPlastic">Whether synapses between excitatory neurons learn by STDP, up to twice their first weight.</param>
    /// <param name="backend">What runs the equations.</param>
    public static Network Create(
        int size = 10_000,
        Precision precision = Precision.Single,
        int threads = 1,
        StorageFormat storage = StorageFormat.Automatic,
        bool isPlastic = false,
        KernelBackend backend = KernelBackend.Default)
    {
        var neuron = new Neuron(
            parameters: """
                tau = 20.0    : population
                theta = 20.0  : population
                V_reset = 10.0 : population
                J = 0.1       : population
                sources = 1000 : population
                rate = 20.0   : population
                """,
            equations: "v = v * exp(-dt / tau) + g_exc + J * Binomial(sources, rate * dt / 1000.0)",
            spike: "v > theta",
            reset: "v = V_reset",
            refractory: 2.0,
            name: "Brunel");
        var network = new Network(TimeStep, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(size, neuron, name: "P");
        population["v"] = new Uniform(0.0, 20.0);
        var (excitatory, inhibitory) = (population[..(size / 5 * 4)], population[(size / 5 * 4)..]);
        network.Connect(inhibitory, population, "exc").FixedProbability(0.1, weights: -5.0 * Weight, delays: 1.5).Store(storage);
        if (!isPlastic)
        {
            network.Connect(excitatory, population, "exc").FixedProbability(0.1, weights: Weight, delays: 1.5).Store(storage);
            return network;
        }

        var learning = new STDP(A_plus: 0.001, A_minus: 0.00105, w_max: 2.0 * Weight);
        network.Connect(excitatory, excitatory, "exc", learning).FixedProbability(0.1, weights: Weight, delays: 1.5);
        network.Connect(excitatory, inhibitory, "exc").FixedProbability(0.1, weights: Weight, delays: 1.5).Store(storage);
        return network;
    }
}
