using System.Globalization;

namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// The sparsely connected network of Brunel (2000): leaky integrators with delta synapses of 0.1 mV, a delay of 1.5 ms, four fifths of them
/// excitatory, inhibition five times as strong, a connection probability of 0.1, and 20 kHz of Poisson input to each neuron.
/// </summary>
internal static class BrunelNetwork
{
    public const double TimeStep = 0.1;
    private const double SpikesPerStep = 2.0;

    /// <summary>Declares the network; it is compiled on first use.</summary>
    public static Network Create(int size = 10_000, Precision precision = Precision.Single, int threads = 1, StorageFormat storage = StorageFormat.Automatic)
    {
        var neuron = new Neuron(
            parameters: """
                tau = 20.0    : population
                theta = 20.0  : population
                V_reset = 10.0 : population
                J = 0.1       : population
                """,
            equations: $"""
                u = Uniform(0.0, 1.0)
                v = v * exp(-dt / tau) + g_exc + J * ({PoissonNumber("u")})
                """,
            spike: "v > theta",
            reset: "v = V_reset",
            refractory: 2.0,
            name: "Brunel");
        var network = new Network(TimeStep, seed: 1, precision: precision, threads: threads);
        var population = network.Create(size, neuron, name: "P");
        population["v"] = new Uniform(0.0, 20.0);
        var excitatory = size / 5 * 4;
        network.Connect(population[..excitatory], population, "exc").FixedProbability(0.1, weights: 0.1, delays: 1.5).Store(storage);
        network.Connect(population[excitatory..], population, "exc").FixedProbability(0.1, weights: -0.5, delays: 1.5).Store(storage);
        return network;
    }

    /// <summary>A Poisson number by inversion of its distribution, up to where single precision cannot tell it from 1.</summary>
    private static string PoissonNumber(string uniform)
    {
        var terms = new List<string>();
        var (probability, sum) = (Math.Exp(-SpikesPerStep), 0.0);
        for (var k = 0; k < 14; k++)
        {
            sum += probability;
            probability *= SpikesPerStep / (k + 1);
            terms.Add(string.Create(CultureInfo.InvariantCulture, $"ite({uniform} > {sum:R}, 1.0, 0.0)"));
        }

        return string.Join(" + ", terms);
    }
}
