namespace Annarchy.Benchmarks.Networks;

/// <summary>The pulse-coupled network of Izhikevich (2003): 800 excitatory and 200 inhibitory neurons, each connected with all.</summary>
internal static class IzhikevichNetwork
{
    public static Network Create(Precision precision, int threads, KernelBackend backend)
    {
        var network = new Network(dt: 1.0, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(1000, new Izhikevich(), name: "cortex");
        var (excitatory, inhibitory) = (population[..800], population[800..]);
        var re = new Uniform(0.0, 1.0).Values(800, seed: 1);
        excitatory["noise"] = 5.0;
        excitatory["c"] = Array.ConvertAll(re, r => -65.0 + (15.0 * r * r));
        excitatory["d"] = Array.ConvertAll(re, r => 8.0 - (6.0 * r * r));
        var ri = new Uniform(0.0, 1.0).Values(200, seed: 2);
        var b = Array.ConvertAll(ri, r => 0.25 - (0.05 * r));
        inhibitory["noise"] = 2.0;
        inhibitory["a"] = Array.ConvertAll(ri, r => 0.02 + (0.08 * r));
        inhibitory["b"] = b;
        inhibitory["d"] = 2.0;
        inhibitory["u"] = Array.ConvertAll(b, x => -65.0 * x);
        network.Connect(excitatory, population, "exc").AllToAll(weights: new Uniform(0.0, 0.5));
        network.Connect(inhibitory, population, "inh").AllToAll(weights: new Uniform(0.0, 1.0));
        return network;
    }
}
