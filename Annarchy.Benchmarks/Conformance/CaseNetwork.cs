using System.Text.Json;
using Annarchy.Bold;
using Annarchy.Models;

namespace Annarchy.Conformance;

/// <summary>Builds the network a case describes, through the public interface alone.</summary>
internal sealed class CaseNetwork : IDisposable
{
    private readonly Dictionary<string, Neuron> _neurons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Synapse> _synapses = new(StringComparer.Ordinal);

    public CaseNetwork(ConformanceCase source, Precision precision, KernelBackend backend, int threads, IDevice? device)
    {
        var root = source.Root;
        Network = new Network(
            dt: root.Number("dt") ?? 1.0,
            seed: (long?)root.Number("seed") ?? 0,
            precision: precision,
            threads: threads,
            method: Method(root.Text("method")),
            backend: backend,
            device: device);
        foreach (var constant in root.Entries("constants"))
            Network.Constant(constant.Name, constant.Value.GetDouble());
        foreach (var function in root.Items("functions"))
            Network.AddFunction(function.GetString()!);
        foreach (var neuron in root.Entries("neurons"))
            _neurons.Add(neuron.Name, NeuronOf(neuron.Name, neuron.Value));
        foreach (var synapse in root.Entries("synapses"))
            _synapses.Add(synapse.Name, SynapseOf(synapse.Name, synapse.Value));
        foreach (var population in root.Items("populations"))
            AddPopulation(population);
        foreach (var projection in root.Items("projections"))
            CaseProjections.Add(this, projection);
        Bold = root.Member("bold") is { } bold ? CaseBold.Add(Network, bold) : null;
        Network.Compile();
        Bold?.Start();
        foreach (var monitor in root.Items("monitors"))
            AddMonitor(monitor);
        foreach (var projection in root.Items("projections"))
        {
            foreach (var attribute in projection.Entries("set"))
                Network.GetProjection(projection.Text("name")!)[attribute.Name] = ValuesOf(attribute.Value);
        }
    }

    public Network Network { get; }

    /// <summary>The BOLD monitor; null where the case has none.</summary>
    public BoldMonitor? Bold { get; }

    public void Dispose() => Network.Dispose();

    /// <summary>A population by name, or a view of one: {population, ranks}.</summary>
    public NeuronGroup Neurons(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            return Network.GetPopulation(element.GetString()!);
        var population = Network.GetPopulation(element.Text("population")!);
        return element.Member("ranks") is { } ranks ? population.View(ranks.Integers()) : population;
    }

    /// <summary>The synapse model a projection names; null for the default one.</summary>
    public Synapse? SynapseOf(JsonElement? element) => element switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } name => _synapses[name.GetString()!],
        { } builtIn => BuiltInModels.CreateSynapse(builtIn.Text("builtin")!, Arguments(builtIn)),
    };

    public static Values ValuesOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.Flatten() : element.Flatten()[0];

    private static NumericalMethod Method(string? name) => name switch
    {
        null or "explicit" => NumericalMethod.Explicit,
        "implicit" => NumericalMethod.Implicit,
        "semiimplicit" => NumericalMethod.SemiImplicit,
        "exponential" => NumericalMethod.Exponential,
        "midpoint" => NumericalMethod.Midpoint,
        "rk4" => NumericalMethod.RungeKutta4,
        _ => throw new InvalidDataException($"Unknown numerical method '{name}'."),
    };

    private static Neuron NeuronOf(string name, JsonElement element) => new(
        parameters: element.Text("parameters") ?? string.Empty,
        equations: element.Text("equations") ?? string.Empty,
        spike: element.Text("spike"),
        reset: element.Text("reset"),
        refractory: element.Member("refractory") switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { } number => number.GetDouble(),
        },
        functions: element.Text("functions"),
        name: name);

    private static Synapse SynapseOf(string name, JsonElement element) => new(
        parameters: element.Text("parameters") ?? string.Empty,
        equations: element.Text("equations") ?? string.Empty,
        psp: element.Text("psp"),
        operation: element.Text("operation") ?? "sum",
        preSpike: element.Text("pre_spike"),
        postSpike: element.Text("post_spike"),
        functions: element.Text("functions"),
        creating: element.Text("creating") is { } creating ? creating : null,
        pruning: element.Text("pruning") is { } pruning ? pruning : null,
        name: name);

    private static Dictionary<string, AttributeValue> Arguments(JsonElement element) => element.Entries("args").ToDictionary(
        a => a.Name,
        a => a.Value.ValueKind == JsonValueKind.String ? (AttributeValue)a.Value.GetString()! : a.Value.GetDouble(),
        StringComparer.Ordinal);

    private void AddPopulation(JsonElement element)
    {
        var name = element.Text("name");
        var population = element.Text("kind") switch
        {
            null or "Neuron" => Network.Create(GeometryOf(element), NeuronOf(element.GetProperty("neuron")), name, element.Text("stop_condition")),
            "InputArray" => Network.Create(new InputArray(GeometryOf(element), name)),
            "TimedArray" => Network.Create(TimedArrayOf(element, name)),
            "SpikeSourceArray" => Network.Create(
                new SpikeSourceArray([.. element.GetProperty("spike_times").EnumerateArray().Select(t => t.Flatten())], name)),
            { } kind => throw new NotSupportedException($"population kind {kind}"),
        };
        foreach (var attribute in element.Entries("set"))
            population[attribute.Name] = ValuesOf(attribute.Value);
        if (element.Number("firing_rate_window") is { } window)
            population.ComputeFiringRate(window);
    }

    private static Geometry GeometryOf(JsonElement element) => new(element.GetProperty("geometry").Integers());

    private static TimedArray TimedArrayOf(JsonElement element, string? name)
    {
        var rates = element.GetProperty("rates");
        var schedule = element.Member("schedule") switch
        {
            null => Schedule.EveryStep,
            { ValueKind: JsonValueKind.Array } times => times.Flatten(),
            { } interval => interval.GetDouble(),
        };
        return new TimedArray(
            new Geometry(rates.Shape().AsSpan(1)),
            [.. rates.EnumerateArray().Select(r => r.Flatten())],
            schedule,
            element.Number("period") ?? -1.0,
            name);
    }

    private Neuron NeuronOf(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? _neurons[element.GetString()!]
        : BuiltInModels.CreateNeuron(element.Text("builtin")!, Arguments(element));

    private void AddMonitor(JsonElement element)
    {
        string[] variables = [.. element.Items("variables").Select(v => v.GetString()!)];
        var (name, period, offset) = (element.Text("name"), element.Number("period") ?? 0.0, element.Number("offset") ?? 0.0);
        var start = element.Flag("start") ?? true;
        var of = element.GetProperty("of");
        if (of.Text("projection") is { } projection)
        {
            var dendrite = Network.GetProjection(projection).Dendrite(of.GetProperty("dendrite").GetInt32());
            Network.Monitor(dendrite, variables, period, offset, start, name);
            return;
        }

        Network.Monitor(Neurons(of), variables, period, offset, start, name);
    }
}
