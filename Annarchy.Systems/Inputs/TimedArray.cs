using Annarchy.Models;

namespace Annarchy;

/// <summary>A rate-coded population whose firing rate <c>r</c> runs through a list of patterns.</summary>
/// <remarks>
/// <c>r</c> is 0 before the first scheduled time and keeps the last pattern after the last one. Patterns without a scheduled time
/// are never shown.
/// </remarks>
public sealed class TimedArray : Population
{
    /// <summary>Creates a timed array from an array whose first axis is time.</summary>
    /// <param name="rates">Two or more dimensions: the first counts the patterns, the others are the geometry.</param>
    /// <param name="schedule">When each pattern is shown.</param>
    /// <param name="period">Time after which the patterns start again, ms; negative for never.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">The array has fewer than two dimensions, or there are more times than patterns.</exception>
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
        Rates = rates;
        Schedule = schedule;
        Period = period;
    }

    /// <summary>The patterns, each in row-major order.</summary>
    public IReadOnlyList<double[]> Rates { get; private set; }

    /// <summary>When each pattern is shown.</summary>
    public Schedule Schedule { get; private set; }

    /// <summary>Time after which the patterns start again, ms; negative for never.</summary>
    public double Period { get; private set; }

    private protected override NeuronProgram Compile(Network network) =>
        WithoutEquations(false, new AttributeDefinition("r", AttributeKind.Real, Locality.Local, IsParameter: false, 0.0));

    private static Geometry GeometryOf(Array rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Rank < 2)
            throw new ArgumentException("Rates need at least two dimensions: the first is time, the others the geometry.", nameof(rates));
        var shape = new int[rates.Rank - 1];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = rates.GetLength(i + 1);
        return new Geometry(shape);
    }

    private static double[][] Split(Array rates)
    {
        var flat = Values.From(rates).ToArray();
        var count = rates.GetLength(0);
        return [.. flat.Chunk(Math.Max(flat.Length / Math.Max(count, 1), 1))];
    }
}
