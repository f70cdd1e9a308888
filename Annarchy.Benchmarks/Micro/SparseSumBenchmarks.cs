using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Weighted sums through sparse synapses, per synapse: 4000 neurons with 400 inputs each.</summary>
public class SparseSumBenchmarks : IDisposable
{
    private const int Size = 4000;
    private const int Synapses = Size / 10;

    private Network? _network;
    private ISystem[] _systems = [];

    [ParamsAllValues]
    public Precision Precision { get; set; }

    /// <summary>Whether each synapse has its own weight.</summary>
    [ParamsAllValues]
    public bool HasOwnWeights { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _network = new Network(dt: 1.0, seed: 1, precision: Precision);
        var population = _network.Create(Size, new LeakyIntegrator(B: 0.1));
        _network.Connect(population, population, "exc").FixedNumberPre(Synapses, weights: 1e-3, forceMultipleWeights: HasOwnWeights);
        _network.Compile();
        _systems = [.. _network.Pipeline[Stage.Transmission]];
    }

    [Benchmark(OperationsPerInvoke = Size * Synapses)]
    public void Add()
    {
        var context = new StepContext(0, _network!.TimeStep, _network.World);
        foreach (var system in _systems)
            system.Update(in context);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        _network = null;
        GC.SuppressFinalize(this);
    }
}
