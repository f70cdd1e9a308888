using Annarchy.Inputs;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Persistence;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>A rate-coded population whose firing rate <c>r</c> runs through a list of patterns.</summary>
/// <remarks>
/// <c>r</c> is 0 before the first scheduled time and keeps the last pattern after the last one. Patterns without a scheduled time
/// are never shown. Times count from the start of the simulation, or from the last <see cref="Population.Reset()"/> or
/// <see cref="Update"/>. Like any neuron's, a new <c>r</c> is seen by other neurons in the next step.
/// </remarks>
public sealed class TimedArray : Population
{
    private PatternSequence? _sequence;

    /// <summary>Creates a timed array from an array whose first axis is time.</summary>
    /// <param name="rates">Two or more dimensions: the first counts the patterns, the others are the geometry.</param>
    /// <param name="schedule">When each pattern is shown.</param>
    /// <param name="period">Time after which the patterns start again, ms; negative for never.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">The array has fewer than two dimensions or no pattern, or there are more times than patterns.</exception>
    public TimedArray(Array rates, Schedule schedule = default, double period = -1.0, string? name = null)
        : this(GeometryOf(rates), Split(rates), schedule, period, name)
    {
    }

    /// <summary>Creates a timed array from flat patterns.</summary>
    /// <param name="geometry">Shape of the population.</param>
    /// <param name="rates">One array per pattern, in row-major order over the geometry.</param>
    /// <param name="schedule">When each pattern is shown.</param>
    /// <param name="period">Time after which the patterns start again, ms; negative for never.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">A pattern has not one value per neuron, there is none, or there are more times than patterns.</exception>
    public TimedArray(Geometry geometry, IReadOnlyList<double[]> rates, Schedule schedule = default, double period = -1.0, string? name = null)
        : base(geometry, null, name)
    {
        PatternSequence.Check(geometry, rates, schedule, period);
        (Rates, Schedule, Period) = ([.. rates], schedule, period);
    }

    /// <summary>The patterns, each in row-major order.</summary>
    public IReadOnlyList<double[]> Rates { get; private set; }

    /// <summary>When each pattern is shown.</summary>
    public Schedule Schedule { get; private set; }

    /// <summary>Time after which the patterns start again, ms; negative for never.</summary>
    public double Period { get; private set; }

    /// <summary>Replaces the patterns.</summary>
    /// <param name="rates">New patterns: the first axis is time, the others the geometry, or a single one in row-major order.</param>
    /// <param name="schedule">When each pattern is shown; null to keep the schedule.</param>
    /// <param name="period">Time after which the patterns start again, ms, negative for never; null to keep the period.</param>
    /// <param name="reset">
    /// Whether the patterns begin again with the present time. Otherwise the new pattern of the present time takes effect at once.
    /// </param>
    /// <exception cref="ArgumentException">The patterns do not fit the geometry or the schedule; nothing is changed.</exception>
    public void Update(Array rates, Schedule? schedule = null, double? period = null, bool reset = true)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Rank > 2 && !GeometryOf(rates).Equals(Geometry))
            throw new ArgumentException($"'{Name}' has geometry {Geometry}; patterns of {GeometryOf(rates)} were given.", nameof(rates));
        var patterns = Split(rates);
        PatternSequence.Check(Geometry, patterns, schedule ?? Schedule, period ?? Period);
        (Rates, Schedule, Period) = (patterns, schedule ?? Schedule, period ?? Period);
        if (_sequence is null)
            return;
        Network.CheckNotDisposed();
        var position = _sequence.Elapsed;
        Drop(_sequence);
        _sequence = NewSequence();
        if (reset)
            Rewind();
        else
            _sequence.Seek(position);
    }

    internal override void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend) =>
        pipeline.Add(Stage.NeuronUpdate, new StepAction($"patterns of {Name}", this, () => _sequence!.Advance()));

    private protected override NeuronProgram Compile(Network network) =>
        WithoutEquations(false, new AttributeDefinition("r", AttributeKind.Real, Locality.Local, IsParameter: false, 0.0));

    private protected override void OnAttached() => _sequence = NewSequence();

    private protected override void Rewind() => _sequence!.Rewind();

    private protected override void CheckAssignment(string attribute, Values values)
    {
        if (attribute == "r")
            throw new InvalidOperationException($"The rates of '{Name}' come from its patterns: change them with {nameof(Update)}.");
    }

    private protected override void SaveInput(in StateWriter writer) => _sequence!.Save(writer);

    private protected override void LoadInput(in StateReader reader) => _sequence!.Load(reader);

    private PatternSequence NewSequence() =>
        Own(new PatternSequence(Columns["r"], Rates, Schedule.ToSteps(Rates.Count, Network.TimeStep), Schedule.PeriodSteps(Period, Network.TimeStep)));

    private static Geometry GeometryOf(Array rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates is double[][] { Length: > 0 } jagged)
            return new Geometry(jagged[0].Length);
        if (rates.Rank < 2)
            throw new ArgumentException("Rates need at least two dimensions: the first is time, the others the geometry.", nameof(rates));
        var shape = new int[rates.Rank - 1];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = rates.GetLength(i + 1);
        return new Geometry(shape);
    }

    private static double[][] Split(Array rates)
    {
        if (rates is double[][] jagged)
            return jagged;
        if (rates.Length == 0)
            throw new ArgumentException("A timed input needs at least one pattern.", nameof(rates));
        return [.. Values.From(rates).ToArray().Chunk(rates.Length / rates.GetLength(0))];
    }
}
