using System.Collections;
using System.Collections.Immutable;

namespace Annarchy;

/// <summary>Some neurons of a population, in ascending order of rank: a window that holds no values of its own.</summary>
/// <remarks>Made by <see cref="Population.View"/>, <see cref="Population.Slice"/> and ranges; views unite with <c>+</c>.</remarks>
public sealed class PopulationView : NeuronGroup, IEnumerable<IndividualNeuron>
{
    private readonly ImmutableArray<int> _ranks;

    internal PopulationView(Population population, ImmutableArray<int> ranks, Geometry? geometry = null)
    {
        Population = population;
        _ranks = ranks;
        Geometry = geometry ?? new Geometry(ranks.Length);
    }

    /// <summary>The population the neurons belong to.</summary>
    public Population Population { get; }

    /// <inheritdoc/>
    public override Population Whole => Population;

    /// <summary>Shape of the slice, or a line of <see cref="Size"/> neurons.</summary>
    public Geometry Geometry { get; }

    /// <inheritdoc/>
    public override string Name => $"{Population.Name}[{_ranks.Length} of {Population.Size}]";

    /// <inheritdoc/>
    public override int Size => _ranks.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Ranks => _ranks;

    /// <inheritdoc/>
    public override Values this[string attribute]
    {
        get => Population.Read(attribute, this);
        set => Population.Write(attribute, value, this);
    }

    /// <summary>A neuron of the view.</summary>
    /// <param name="index">Its place within the view, from 0.</param>
    public IndividualNeuron this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_ranks.Length)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The view {Name} has {_ranks.Length} neurons.");
            return new IndividualNeuron(Population, _ranks[index]);
        }
    }

    /// <summary>The neurons of two views of one population.</summary>
    public static PopulationView operator +(PopulationView left, NeuronGroup right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Union(right);
    }

    /// <summary>The neurons of two views of one population.</summary>
    /// <param name="left">One view.</param>
    /// <param name="right">Another.</param>
    public static PopulationView Add(PopulationView left, NeuronGroup right) => left + right;

    /// <inheritdoc/>
    public override PopulationView View(params IEnumerable<int> ranks)
    {
        var view = Population.View(ranks);
        foreach (var rank in view.Ranks)
        {
            if (_ranks.BinarySearch(rank) < 0)
                throw new ArgumentOutOfRangeException(nameof(ranks), rank, $"Neuron {rank} is not in the view {Name}.");
        }

        return view;
    }

    /// <summary>The neurons, in order of rank.</summary>
    public IEnumerator<IndividualNeuron> GetEnumerator() => _ranks.Select(rank => new IndividualNeuron(Population, rank)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal ReadOnlySpan<int> RankSpan => _ranks.AsSpan();
}
