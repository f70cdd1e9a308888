using Annarchy.Monitors;

namespace Annarchy;

/// <summary>Neurons of one population: all of them (<see cref="Annarchy.Population"/>) or some (<see cref="PopulationView"/>).</summary>
public abstract class NeuronGroup
{
    private protected NeuronGroup()
    {
    }

    /// <summary>The population the neurons belong to.</summary>
    public abstract Population Whole { get; }

    /// <summary>Name, for look-up and messages.</summary>
    public abstract string Name { get; }

    /// <summary>Number of neurons.</summary>
    public abstract int Size { get; }

    /// <summary>Ranks of the neurons within the population, ascending.</summary>
    public abstract IReadOnlyList<int> Ranks { get; }

    /// <summary>
    /// An attribute of the neurons: read as a copy, set from a number (for all), an array (one each, in order of rank) or a distribution.
    /// </summary>
    /// <param name="attribute">Name of a parameter or variable, or <c>sum(target)</c>.</param>
    /// <exception cref="KeyNotFoundException">The population has no such attribute.</exception>
    /// <exception cref="ArgumentException">The values have another length or shape than the neurons.</exception>
    public abstract Values this[string attribute] { get; set; }

    /// <summary>Some of the neurons.</summary>
    /// <param name="ranks">Their ranks within the whole population.</param>
    public abstract PopulationView View(params IEnumerable<int> ranks);

    /// <summary>The neurons of this group and of another one of the same population.</summary>
    /// <param name="other">Other neurons.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> is of another population.</exception>
    public PopulationView Union(NeuronGroup other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Whole != Whole)
            throw new ArgumentException($"Only neurons of one population can be united: {Name} and {other.Name} are of different ones.", nameof(other));
        return Whole.View(Ranks.Concat(other.Ranks));
    }

    /// <summary>What records a variable of these neurons.</summary>
    /// <exception cref="ArgumentException">There is no such variable, or it is a parameter.</exception>
    internal Recorder CreateRecorder(string variable)
    {
        var population = Whole;
        var view = this as PopulationView;
        if (variable is "spike" or "axon_spike")
        {
            var spikes = variable == "spike" ? population.Spikes : population.AxonSpikes;
            return spikes is null
                ? throw new ArgumentException($"The neurons of '{population.Name}' emit no {(variable == "spike" ? "spikes" : "axonal spikes")}.")
                : new SpikeRecorder(variable, spikes, view?.Ranks);
        }

        var (column, isInput) = population.RecordedColumn(variable);
        var isGlobal = population.IsGlobal(column);
        IReadOnlyList<int> shape = isGlobal ? [] : view?.Geometry.Shape ?? population.Geometry.Shape;
        return new ColumnRecorder(variable, column, isGlobal || view is null ? null : [.. view.Ranks], shape, isInput);
    }
}
