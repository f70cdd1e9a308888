using Annarchy.Populations;
using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>One update of 4000 neurons of every model.</summary>
public class NeuronUpdateBenchmarks : IDisposable
{
    private const double TimeStep = 0.1;

    private Network? _network;
    private NeuronUpdateSystem? _system;

    /// <summary>Type or name of the model.</summary>
    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = string.Empty;

    [ParamsAllValues]
    public Precision Precision { get; set; }

    [Params(KernelBackend.Emitted, KernelBackend.Interpreter)]
    public KernelBackend Backend { get; set; }

    public static IEnumerable<string> Models => NeuronModels.All.Select(NameOf);

    [GlobalSetup]
    public void Setup()
    {
        _network = new Network(dt: TimeStep, seed: 1, precision: Precision, backend: Backend);
        _network.Create(4000, NeuronModels.All.First(m => NameOf(m) == Model));
        _network.Compile();
        _system = _network.Pipeline[Stage.NeuronUpdate].OfType<NeuronUpdateSystem>().Single();
    }

    [Benchmark]
    public void Update() => _system!.Update(new StepContext(0, TimeStep, _network!.World));

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        _network = null;
        GC.SuppressFinalize(this);
    }

    private static string NameOf(Neuron model) => model.GetType() == typeof(Neuron) ? model.Name : model.GetType().Name;
}
