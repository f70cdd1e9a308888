using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Making the synapses between 2000 neurons, with random weights: declaring, connecting, compiling.</summary>
public class ConnectorBenchmarks
{
    private const int Size = 2000;

    private static readonly Neuron Rate = new(equations: "r = sum(exc)");
    private static readonly Neuron Spiking = new(equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0.0");

    [Params(false, true)]
    public bool IsSpiking { get; set; }

    [Benchmark]
    public long AllToAll() => Build(p => p.AllToAll(new Uniform(0.0, 1.0)));

    [Benchmark]
    public long FixedProbability() => Build(p => p.FixedProbability(0.1, new Uniform(0.0, 1.0)));

    [Benchmark]
    public long FixedNumberPre() => Build(p => p.FixedNumberPre(Size / 10, new Uniform(0.0, 1.0)));

    [Benchmark]
    public long FixedNumberPost() => Build(p => p.FixedNumberPost(Size / 10, new Uniform(0.0, 1.0)));

    [Benchmark]
    public long RandomDelays() => Build(p => p.FixedProbability(0.1, new Uniform(0.0, 1.0), new Uniform(1.0, 20.0)));

    [Benchmark]
    public long Gaussian() => Build(p => p.Gaussian(1.0, 0.1));

    private long Build(Action<Projection> connect)
    {
        using var network = new Network(seed: 1);
        var population = network.Create(Size, IsSpiking ? Spiking : Rate);
        var projection = network.Connect(population, population, "exc");
        connect(projection);
        network.Compile();
        return projection.NbSynapses;
    }
}
