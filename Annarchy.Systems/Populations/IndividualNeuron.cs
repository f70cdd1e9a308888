namespace Annarchy;

/// <summary>One neuron of a population: a window on its row, holding no values.</summary>
/// <param name="Population">The population it belongs to.</param>
/// <param name="Rank">Its rank, from 0.</param>
public readonly record struct IndividualNeuron(Population Population, int Rank)
{
    /// <summary>Coordinates within the geometry of the population.</summary>
    public int[] Coordinates => Population.Coordinates(Rank);

    /// <summary>An attribute of the neuron; for a population-wide attribute the value all neurons share.</summary>
    /// <param name="attribute">Name of a parameter or variable.</param>
    /// <exception cref="KeyNotFoundException">The population has no such attribute.</exception>
    public double this[string attribute]
    {
        get => Population.ReadRow(attribute, Rank);
        set => Population.WriteRow(attribute, value, Rank);
    }

    /// <summary>The population's name and the rank: <c>pop0[3]</c>.</summary>
    public override string ToString() => $"{Population.Name}[{Rank}]";
}
