using System.Collections.Immutable;
using Annarchy.Analysis;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Storage;
using Annarchy.Tests.Kernels;

namespace Annarchy.Tests.Analysis;

/// <summary>A population without projections, run by the reference evaluator: what a neuron's programs mean.</summary>
internal sealed class NeuronRun : IDisposable
{
    private readonly Dictionary<Slot, Column> _columns = [];
    private readonly Precision _precision;
    private readonly int _size;
    private readonly Column _time;
    private readonly Column _step;
    private readonly double _dt;

    public NeuronRun(
        Neuron neuron,
        int size = 1,
        double dt = 1.0,
        Precision precision = Precision.Double,
        NumericalMethod method = NumericalMethod.Explicit,
        IReadOnlyDictionary<string, double>? constants = null,
        params string[] functions)
    {
        (_size, _dt, _precision) = (size, dt, precision);
        Program = NeuronCompiler.Compile(neuron.Syntax, Scope(dt, method, constants, functions));
        foreach (var a in Program.Attributes)
            Column(new Slot(SlotOwner.Self, a.Name, a.Locality, a.Kind)).Fill(a.InitialValue);
        if (Program.IsSpiking)
            Column(NeuronNames.LastSpike).Fill(SlotNames.NeverSpiked);
        if (Program.RefractoryPeriod is { } period)
            Column(new Slot(SlotOwner.Self, SlotNames.Refractory, Locality.Local, AttributeKind.Real)).Fill(period);
        _time = Column(NetworkSlots.Time);
        _step = Column(NetworkSlots.Step);
        Column(NetworkSlots.TimeStep).Fill(dt);
        foreach (var (name, value) in constants ?? ImmutableDictionary<string, double>.Empty)
            Column(NetworkSlots.Constant(name)).Fill(value);
    }

    public NeuronProgram Program { get; }

    /// <summary>Ranks of neurons that spiked in the last step.</summary>
    public List<int> Spikes { get; } = [];

    /// <summary>Ranks of neurons with an axonal spike in the last step.</summary>
    public List<int> AxonSpikes { get; } = [];

    public int CurrentStep => (int)_step[0];

    /// <summary>A column of the population, simulator's ones included.</summary>
    public Column this[string name] => _columns.First(c => c.Key.Owner == SlotOwner.Self && c.Key.Name == name).Value;

    public static ModelScope Scope(
        double dt = 1.0,
        NumericalMethod method = NumericalMethod.Explicit,
        IReadOnlyDictionary<string, double>? constants = null,
        params string[] functions) => new(
        (constants ?? ImmutableDictionary<string, double>.Empty).ToImmutableDictionary(),
        functions.SelectMany(f => Parser.ParseFunctions(new SourceText(f, "global functions"))).ToImmutableDictionary(f => f.Name),
        method,
        dt);

    /// <summary>The column of a slot, made when it is first asked for.</summary>
    public Column Column(Slot slot)
    {
        if (!_columns.TryGetValue(slot, out var column))
        {
            column = new Column(slot.Name, slot.Kind, _precision, slot.Locality == Locality.Local ? _size : 1);
            _columns.Add(slot, column);
        }

        return column;
    }

    public void Constant(string name, double value) => Column(NetworkSlots.Constant(name)).Fill(value);

    public void Step(int count = 1)
    {
        for (var i = 0; i < count; i++)
            StepOnce();
    }

    public void Dispose()
    {
        foreach (var column in _columns.Values)
            column.Dispose();
    }

    private void StepOnce()
    {
        Spikes.Clear();
        AxonSpikes.Clear();
        if (Program.Global is { } global)
            ReferenceEvaluator.Run(global, [.. global.Slots.Select(Column)], 0, 1);
        ReferenceEvaluator.Run(Program.Local, [.. Program.Local.Slots.Select(Column)], 0, _size, Spikes, AxonSpikes);
        UpdateGlobalOperations();
        _step[0]++;
        _time[0] = _step[0] * _dt;
    }

    /// <summary>To be called once before the first step, when initial values have been set.</summary>
    public void UpdateGlobalOperations()
    {
        foreach (var (operation, variable) in Program.GlobalOperations)
        {
            var values = this[variable].ToArray();
            var slot = new Slot(SlotOwner.Self, SlotNames.GlobalOperation(operation, variable), Locality.Global, AttributeKind.Real);
            Column(slot)[0] = operation switch
            {
                "mean" => values.Average(),
                "min" => values.Min(),
                "max" => values.Max(),
                "norm1" => values.Sum(Math.Abs),
                _ => Math.Sqrt(values.Sum(v => v * v)),
            };
        }
    }
}
