namespace Annarchy.Synapses;

/// <summary>Synapses that a kernel visits in one go, all of one dendrite or of one pre-synaptic neuron.</summary>
internal unsafe struct SynapseRun
{
    /// <summary>First row; rows have numbers of their own for every synapse, so that each has its own random numbers.</summary>
    public int Begin;

    /// <summary>One past the last row.</summary>
    public int End;

    /// <summary>How many rows after the first one those begin that are visited next; 0 if that is not known.</summary>
    public int Ahead;

    /// <summary>Element of the columns of synapses that row 0 has, or whose index is added to.</summary>
    public long SelfOffset;

    /// <summary>Element of the columns of the neurons at the other end that row 0 has, or whose index is added to.</summary>
    public long OtherOffset;

    /// <summary>Element of the columns of dendrites that row 0 has, over the synapses of a pre-synaptic neuron.</summary>
    public long DendriteOffset;

    /// <summary>Where the index arrays would have the element of row 0, in the order of <see cref="SynapseTraversal"/>'s constants.</summary>
    public int* OtherIndex;

    /// <summary>Likewise for the columns of synapses.</summary>
    public int* SelfIndex;

    /// <summary>Likewise for the columns of dendrites.</summary>
    public int* DendriteIndex;

    /// <summary>Likewise for the past of the neuron all share, where delays differ.</summary>
    public int* DelayIndex;

    /// <summary>Likewise for the columns of the neurons of rows, where they differ.</summary>
    public int* OwnIndex;
}
