namespace Annarchy;

/// <summary>One end of a projection: a population, a view of one, or the name of one.</summary>
/// <remarks>Converts implicitly from all three: <c>net.Connect("inputs", pop[..10], "exc")</c>.</remarks>
public readonly record struct ProjectionEnd
{
    private ProjectionEnd(NeuronGroup? neurons, string? name) => (Neurons, Name) = (neurons, name);

    /// <summary>The neurons; null when only the name is given.</summary>
    public NeuronGroup? Neurons { get; }

    /// <summary>The name of a population; null when the neurons are given.</summary>
    public string? Name { get; }

    /// <summary>Neurons.</summary>
    public static implicit operator ProjectionEnd(NeuronGroup neurons) => FromNeuronGroup(neurons);

    /// <summary>The population of that name.</summary>
    public static implicit operator ProjectionEnd(string name) => FromString(name);

    /// <summary>Neurons.</summary>
    /// <param name="neurons">A population or a view of one.</param>
    public static ProjectionEnd FromNeuronGroup(NeuronGroup neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        return new ProjectionEnd(neurons, null);
    }

    /// <summary>The population of that name.</summary>
    /// <param name="name">Name of a population of the network.</param>
    public static ProjectionEnd FromString(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ProjectionEnd(null, name);
    }
}
