using System.Collections;

namespace Annarchy;

/// <content>Dendrites and single synapses.</content>
public partial class Projection : IEnumerable<Dendrite>
{
    /// <summary>The dendrites, in the order of their post-synaptic ranks.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public IEnumerable<Dendrite> Dendrites => PostRanks.Select(rank => new Dendrite(this, rank));

    /// <summary>The dendrite of a post-synaptic neuron; null if it receives no synapses of this projection.</summary>
    /// <param name="rank">Rank of the neuron.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public Dendrite? this[int rank]
    {
        get
        {
            Post.Whole.Geometry.CheckRank(rank);
            return Connectivity.DendriteOf(rank) >= 0 ? new Dendrite(this, rank) : null;
        }
    }

    /// <summary>The dendrite of a post-synaptic neuron.</summary>
    /// <param name="coordinates">Rank of the neuron, or its coordinates.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    /// <exception cref="KeyNotFoundException">The neuron receives no synapses of this projection.</exception>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public Dendrite Dendrite(params ReadOnlySpan<int> coordinates)
    {
        var rank = coordinates.Length == 1 ? coordinates[0] : Post.Whole.Rank(coordinates);
        return this[rank] ?? throw new KeyNotFoundException($"Neuron {rank} receives no synapses of projection {Label}.");
    }

    /// <summary>The synapse between two neurons.</summary>
    /// <param name="pre">Rank of the pre-synaptic neuron.</param>
    /// <param name="post">Rank of the post-synaptic neuron.</param>
    /// <returns>Null if they are not connected.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public IndividualSynapse? Synapse(int pre, int post)
    {
        Pre.Whole.Geometry.CheckRank(pre);
        return this[post]?.Synapse(pre);
    }

    /// <summary>The dendrites, in the order of their post-synaptic ranks.</summary>
    public IEnumerator<Dendrite> GetEnumerator() => Dendrites.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
