using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Spikes through sparse synapses, per synaptic event: every neuron spikes once in a hundred steps and reaches a tenth of all.</summary>
public class SpikeDeliveryBenchmarks : IDisposable
{
    private const int Size = 4000;
    private const int Period = 100;
    private const int Synapses = Size / 10;
    private const int EventsPerStep = Size / Period * Synapses;

    private Network? _network;

    /// <summary>What the synapses are like.</summary>
    public enum Sort
    {
        /// <summary>One weight and one delay for all.</summary>
        OneWeight,

        /// <summary>Weights of their own.</summary>
        Static,

        /// <summary>Weights and delays of their own.</summary>
        Delayed,

        /// <summary>STDP; post-synaptic spikes included.</summary>
        Plastic,
    }

    [ParamsAllValues]
    public Sort Synapse { get; set; }

    [ParamsAllValues]
    public Precision Precision { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var clock = new Neuron(
            parameters: $"period = {Period}.0 : population",
            equations: "phase += 1.0 + 0.0 * g_exc",
            spike: "phase >= period",
            reset: "phase = 0.0");
        _network = new Network(dt: 1.0, seed: 1, precision: Precision);
        var population = _network.Create(Size, clock);
        population["phase"] = Enumerable.Range(0, Size).Select(rank => (double)(rank * 37 % Period)).ToArray();
        Values weights = Synapse == Sort.OneWeight ? 0.5 : new Uniform(0.0, 1.0);
        Values delays = Synapse == Sort.Delayed ? new Uniform(1.0, 20.0) : 1.0;
        _network.Connect(population, population, "exc", Synapse == Sort.Plastic ? new STDP() : null)
            .FixedNumberPost(Synapses, weights, delays);
        _network.Simulate(2 * Period);
    }

    /// <summary>A whole step; updating the neurons is a small part of it.</summary>
    [Benchmark(OperationsPerInvoke = EventsPerStep)]
    public void Step() => _network!.Step();

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        _network = null;
        GC.SuppressFinalize(this);
    }
}
