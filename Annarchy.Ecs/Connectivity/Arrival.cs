namespace Annarchy.Connectivity;

/// <summary>A weight on its way to a neuron.</summary>
internal readonly struct Arrival<T>(int rank, T weight)
    where T : unmanaged
{
    /// <summary>Rank of the post-synaptic neuron.</summary>
    public readonly int Rank = rank;

    /// <summary>What is added to its target.</summary>
    public readonly T Weight = weight;
}
