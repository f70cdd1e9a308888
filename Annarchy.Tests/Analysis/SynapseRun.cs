using Annarchy.Analysis;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Storage;
using Annarchy.Tests.Kernels;

namespace Annarchy.Tests.Analysis;

/// <summary>One synapse between two neurons, run by the reference evaluator: what a synapse's programs mean.</summary>
internal sealed class SynapseRun
{
    private static readonly Neuron DefaultRate = new(equations: "r = sum(exc)\nq = q\nshared = shared : population", name: "Rate");
    private static readonly Neuron DefaultSpiking = new(parameters: "threshold = 1.0", equations: "v = g_exc", spike: "v > threshold", name: "LIF");
    private readonly Dictionary<string, double> _values = [];

    public SynapseRun(Synapse synapse, Neuron? neuron = null, double dt = 1.0, params string[] targets)
    {
        neuron ??= synapse.IsSpiking ? DefaultSpiking : DefaultRate;
        var scope = NeuronRun.Scope(dt);
        var end = NeuronInterface.Of(neuron.Name, NeuronCompiler.Compile(neuron.Syntax, scope));
        Program = SynapseCompiler.Compile(synapse.Syntax, scope, end, end, targets.Length == 0 ? ["exc"] : [.. targets]);
        foreach (var a in Program.Attributes)
            _values[a.Name] = a.InitialValue;
        this["dt"] = dt;
        this["last_event"] = this["pre.last_spike"] = this["post.last_spike"] = SlotNames.NeverSpiked;
    }

    public SynapseProgram Program { get; }

    /// <summary>Attributes by name, neurons' as <c>pre.r</c>, the network's <c>step</c>.</summary>
    public double this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value;
    }

    /// <summary>Evaluates a program for the synapse; says whether its condition holds.</summary>
    public bool Run(UpdateProgram? program)
    {
        Assert.NotNull(program);
        _values["t"] = this["step"] * this["dt"];
        var columns = program.Slots.Select(Column).ToList();
        var spikes = new List<int>();
        ReferenceEvaluator.Run(program, columns, 0, 1, spikes);
        foreach (var store in program.Stores)
            this[store.Target.ToString()] = columns[program.Slots.IndexOf(store.Target)][0];
        columns.ForEach(column => column.Dispose());
        return spikes.Count > 0;
    }

    public void PreSpike(int step)
    {
        this["step"] = step;
        Run(Program.Updates.PreSpike);
    }

    public void PostSpike(int step)
    {
        this["step"] = step;
        Run(Program.Updates.PostSpike);
    }

    private Column Column(Slot slot)
    {
        var column = new Column(slot.Name, slot.Kind, Precision.Double, 1);
        column[0] = this[slot == ProjectionSlots.UpdateInterval ? "interval" : slot.ToString()];
        return column;
    }
}
