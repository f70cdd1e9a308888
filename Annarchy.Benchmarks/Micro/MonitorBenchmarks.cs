using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>A hundred steps of 4000 neurons with and without being recorded; records are taken out, so that memory does not grow.</summary>
public class MonitorBenchmarks : IDisposable
{
    private const int Steps = 100;

    private Network? _network;
    private Monitor? _monitor;

    /// <summary>The variable recorded; none if empty.</summary>
    [Params("", "v", "spike")]
    public string Variable { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        _network = new Network(dt: 1.0, seed: 1);
        var population = _network.Create(4000, new Neuron(equations: "v += Uniform(0.0, 1.0)", spike: "v > 10.0", reset: "v = 0.0"));
        if (Variable.Length > 0)
            _monitor = _network.Monitor(population, Variable);
        _network.Simulate(Steps);
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Record()
    {
        _network!.Simulate(Steps);
        if (Variable == "spike")
            _monitor!.Spikes();
        else
            _monitor?.Get(Variable);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        (_network, _monitor) = (null, null);
        GC.SuppressFinalize(this);
    }
}
