using System.Collections;
using System.Collections.Immutable;
using Annarchy.Populations;

namespace Annarchy;

/// <summary>A population of identical neurons in a <see cref="Annarchy.Geometry"/>.</summary>
/// <remarks>
/// Made by <see cref="Network.Create(Geometry, Neuron, string, string)"/>. It is a window on the columns of the network: one
/// contiguous array per local attribute, one number per population-wide attribute.
/// </remarks>
public partial class Population : NeuronGroup, IEnumerable<IndividualNeuron>
{
    internal Population(Geometry geometry, Neuron? neuron, string? name, string? stopCondition = null)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        StopCondition = stopCondition;
        Geometry = geometry;
        Neuron = neuron;
        RequestedName = name;
    }

    /// <inheritdoc/>
    public override Population Whole => this;

    /// <summary>The network the population belongs to.</summary>
    /// <exception cref="InvalidOperationException">It was not given to <see cref="Network.Create{T}(T)"/> yet.</exception>
    public Network Network => _network ?? throw new InvalidOperationException(
        $"This {GetType().Name} is not part of a network yet: pass it to Network.Create first.");

    /// <inheritdoc/>
    public override string Name => _network is null ? RequestedName ?? GetType().Name : Component<Named>().Name;

    /// <summary>Shape of the population.</summary>
    public Geometry Geometry { get; }

    /// <summary>The model of the neurons; null for inputs that have no equations.</summary>
    public Neuron? Neuron { get; }

    /// <summary>The condition that ends <see cref="Network.SimulateUntil(double, Population)"/>, as given; null when there is none.</summary>
    public string? StopCondition { get; }

    /// <inheritdoc/>
    public override int Size => Geometry.Size;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Ranks => new RankRange(Size);

    /// <summary>Whether the neurons emit spikes; otherwise they are rate-coded.</summary>
    public bool IsSpiking => Program.IsSpiking;

    /// <summary>Names of parameters, then variables, in order of declaration.</summary>
    public IReadOnlyList<string> Attributes => [.. Program.Attributes.Select(a => a.Name)];

    /// <summary>Names of the parameters: attributes the equations leave alone.</summary>
    public IReadOnlyList<string> Parameters => [.. Program.Attributes.Where(a => a.IsParameter).Select(a => a.Name)];

    /// <summary>Names of the variables.</summary>
    public IReadOnlyList<string> Variables => [.. Program.Attributes.Where(a => !a.IsParameter).Select(a => a.Name)];

    /// <summary>Whether the neurons are updated; see <see cref="Disable"/>.</summary>
    public bool IsEnabled => Component<Activity>().IsOn;

    /// <inheritdoc/>
    public override Values this[string attribute]
    {
        get => Read(attribute, null);
        set => Write(attribute, value, null);
    }

    /// <summary>A neuron by its rank.</summary>
    /// <param name="rank">From 0.</param>
    public IndividualNeuron this[int rank]
    {
        get
        {
            Geometry.CheckRank(rank);
            return new IndividualNeuron(this, rank);
        }
    }

    /// <summary>The neurons whose first coordinate lies in a range: all ranks in the range for a line of neurons.</summary>
    /// <param name="range">Of the first coordinate.</param>
    public PopulationView this[Range range] => Slice(range);

    /// <summary>The neurons of two groups of this population.</summary>
    public static PopulationView operator +(Population left, NeuronGroup right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Union(right);
    }

    /// <summary>The neurons of two groups of one population.</summary>
    /// <param name="left">A population.</param>
    /// <param name="right">Other neurons of it.</param>
    public static PopulationView Add(Population left, NeuronGroup right) => left + right;

    /// <summary>A neuron by its coordinates.</summary>
    /// <param name="coordinates">One per dimension, or a rank.</param>
    public IndividualNeuron NeuronAt(params ReadOnlySpan<int> coordinates) =>
        coordinates.Length == 1 ? this[coordinates[0]] : new IndividualNeuron(this, Rank(coordinates));

    /// <summary>The neurons inside a box.</summary>
    /// <param name="ranges">A range per dimension; dimensions left out are taken whole.</param>
    /// <exception cref="ArgumentException">There are more ranges than dimensions, or a range is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range reaches outside its dimension.</exception>
    public PopulationView Slice(params ReadOnlySpan<Range> ranges)
    {
        var dimensions = Geometry.Dimensions;
        if (ranges.Length > dimensions)
            throw new ArgumentException($"{Name} has {dimensions} dimensions, {ranges.Length} ranges were given.", nameof(ranges));
        var starts = new int[dimensions];
        var lengths = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var range = i < ranges.Length ? ranges[i] : Range.All;
            var start = range.Start.GetOffset(Geometry[i]);
            var end = range.End.GetOffset(Geometry[i]);
            if (start < 0 || end > Geometry[i] || start > end)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ranges), range, $"The range is outside dimension {i} of {Name}, which has {Geometry[i]} neurons.");
            }

            if (start == end)
                throw new ArgumentException($"The range {range} of dimension {i} of {Name} is empty.", nameof(ranges));
            (starts[i], lengths[i]) = (start, end - start);
        }

        var box = new Geometry(lengths);
        var ranks = ImmutableArray.CreateBuilder<int>(box.Size);
        for (var rank = 0; rank < box.Size; rank++)
        {
            var coordinates = box.Coordinates(rank);
            for (var i = 0; i < dimensions; i++)
                coordinates[i] += starts[i];
            ranks.Add(Geometry.Rank(coordinates));
        }

        return new PopulationView(this, ranks.MoveToImmutable(), box);
    }

    /// <inheritdoc/>
    public override PopulationView View(params IEnumerable<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        var sorted = new SortedSet<int>(ranks);
        if (sorted.Count == 0)
            throw new ArgumentException($"A view of {Name} needs at least one rank.", nameof(ranks));
        if (sorted.Min < 0 || sorted.Max >= Size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ranks), sorted.Min < 0 ? sorted.Min : sorted.Max, $"Ranks of {Name} are from 0 to {Size - 1}.");
        }

        return new PopulationView(this, [.. sorted]);
    }

    /// <summary>Rank of the neuron at some coordinates.</summary>
    /// <param name="coordinates">One per dimension, from 0.</param>
    public int Rank(params ReadOnlySpan<int> coordinates) => Geometry.Rank(coordinates);

    /// <summary>Coordinates of a neuron.</summary>
    /// <param name="rank">Its rank, from 0.</param>
    public int[] Coordinates(int rank) => Geometry.Coordinates(rank);

    /// <summary>Position of a neuron with every dimension scaled to [0, 1].</summary>
    /// <param name="rank">Its rank, from 0.</param>
    public double[] NormalizedCoordinates(int rank) => Geometry.NormalizedCoordinates(rank);

    /// <summary>Resumes updating the neurons.</summary>
    public void Enable() => Component<Activity>().IsOn = true;

    /// <summary>
    /// Stops updating the neurons: their variables keep their values and they emit no spikes until <see cref="Enable"/> is called.
    /// </summary>
    public void Disable() => Component<Activity>().IsOn = false;

    /// <summary>The neurons, in order of rank.</summary>
    public IEnumerator<IndividualNeuron> GetEnumerator() => Ranks.Select(rank => new IndividualNeuron(this, rank)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The population's name.</summary>
    public override string ToString() => Name;
}
