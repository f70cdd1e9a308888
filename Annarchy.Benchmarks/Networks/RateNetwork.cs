namespace Annarchy.Benchmarks.Networks;

/// <summary>Leaky integrators, each connected with all, as layers of rate-coded models are.</summary>
internal static class RateNetwork
{
    /// <param name="size">Neurons.</param>
    /// <param name="precision">Width of all numbers.</param>
    /// <param name="threads">Threads of the network.</param>
    /// <param name="backend">What runs the equations.</param>
    /// <param name="isPlastic">Whether the synapses learn by Oja's rule.</param>
    /// <param name="weights">Width of the weights.</param>
    public static Network Create(int size, Precision precision, int threads, KernelBackend backend, bool isPlastic, WeightPrecision weights)
    {
        var network = new Network(dt: 1.0, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(size, new LeakyIntegrator(sum: "sum(exc)"), name: "P");
        population["B"] = new Uniform(0.0, 0.5);
        network.Connect(population, population, "exc", isPlastic ? new Oja(eta: 1e-4) : null)
            .AllToAll(weights: new Uniform(0.0, 1.0 / size), allowSelfConnections: true)
            .Store(weights: weights);
        return network;
    }
}
