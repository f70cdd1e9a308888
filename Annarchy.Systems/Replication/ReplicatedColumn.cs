using Annarchy.Storage;

namespace Annarchy;

/// <summary>An attribute of the neurons or synapses of <see cref="NetworkReplicas"/>; found once, read and written through spans.</summary>
public sealed class ReplicatedColumn
{
    internal ReplicatedColumn(NetworkReplicas owner, string name, Column column, bool isIndividual)
    {
        Owner = owner;
        Name = name;
        Column = column;
        IsIndividual = isIndividual;
    }

    /// <summary>Name of the object and of the attribute: <c>"motor.v"</c>.</summary>
    public string Name { get; }

    /// <summary>Values of an instance: one per neuron or synapse, one for what the whole object has one value of.</summary>
    public int Length => checked((int)Column.Length);

    /// <summary>Whether every instance has values of its own; otherwise all share one set, and changing it changes all of them.</summary>
    public bool IsIndividual { get; }

    /// <summary>The type of an element: <c>float</c>, <c>double</c>, <c>int</c> or <c>long</c>.</summary>
    public Type ElementType => Column.ElementType;

    internal NetworkReplicas Owner { get; }

    internal Column Column { get; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
