namespace Annarchy;

/// <summary>One synapse of a projection: a window that holds no values of its own.</summary>
public sealed class IndividualSynapse
{
    internal IndividualSynapse(Dendrite dendrite, int pre)
    {
        Dendrite = dendrite;
        Pre = pre;
    }

    /// <summary>The dendrite it belongs to.</summary>
    public Dendrite Dendrite { get; }

    /// <summary>Rank of the pre-synaptic neuron.</summary>
    public int Pre { get; }

    /// <summary>Rank of the post-synaptic neuron.</summary>
    public int Post => Dendrite.Rank;

    /// <summary>Its delay, ms.</summary>
    public double Delay => Dendrite.Delays[Position];

    /// <summary>An attribute of the synapse; setting one it shares with other synapses is refused.</summary>
    /// <param name="attribute">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such attribute.</exception>
    /// <exception cref="ArgumentException">The attribute set is not one number per synapse.</exception>
    public double this[string attribute]
    {
        get => Dendrite.Projection.ReadRow(Dendrite.Projection.Find(attribute), Dendrite.Index)[Position];
        set
        {
            var projection = Dendrite.Projection;
            var found = projection.FindToChange(attribute);
            projection.CheckLocal(found);
            var row = projection.ReadRow(found, Dendrite.Index);
            row[Position] = value;
            projection.WriteRow(found, Dendrite.Index, row);
        }
    }

    /// <summary>The two ranks.</summary>
    public override string ToString() => $"{Dendrite.Projection.Name}[{Pre} -> {Post}]";

    private int Position
    {
        get
        {
            var position = Array.BinarySearch(Dendrite.Projection.Connectivity.PreRanks(Dendrite.Index), Pre);
            return position >= 0
                ? position
                : throw new InvalidOperationException($"The synapse from neuron {Pre} to neuron {Post} of projection {Dendrite.Projection.Label} does not exist any more.");
        }
    }
}
