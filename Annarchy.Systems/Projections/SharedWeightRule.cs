using System.Numerics;

namespace Annarchy;

/// <summary>
/// Who is connected, and which of a projection's few weights each synapse has, computed instead of stored: what a convolution is, for
/// example, whose synapses all take their weights from one filter.
/// </summary>
/// <remarks>
/// A kind of projection of one's own passes its rule to <see cref="Projection.ConnectShared"/>. Any psp and operation then work; what
/// occurs often can be made faster with <see cref="CreateSums"/>.
/// </remarks>
public abstract class SharedWeightRule
{
    /// <summary>Stands for a pre-synaptic rank where a synapse reads <see cref="Padding"/> instead of a neuron.</summary>
    public const int Outside = -1;

    /// <summary>What the rule connects, for people and reports. Files of saved state hold it, so it tells apart rules that differ.</summary>
    public abstract string Description { get; }

    /// <summary>How the weights are arranged: the shape of what is read from and written to the attribute <c>w</c>.</summary>
    public abstract IReadOnlyList<int> WeightShape { get; }

    /// <summary>The most synapses that a neuron receives, those from <see cref="Outside"/> included.</summary>
    public abstract int MaxRowLength { get; }

    /// <summary>What synapses from <see cref="Outside"/> read as the value of every pre-synaptic variable.</summary>
    public virtual double Padding => 0.0;

    /// <summary>Memory it holds, bytes.</summary>
    public virtual long ByteCount => 0;

    /// <summary>Whether a post-synaptic neuron receives any synapse.</summary>
    /// <param name="post">Its rank.</param>
    public virtual bool Reaches(int post) => true;

    /// <summary>Writes the synapses of a post-synaptic neuron. Several threads call it at the same time.</summary>
    /// <param name="post">Its rank.</param>
    /// <param name="preRanks">Gets the pre-synaptic rank of each synapse, or <see cref="Outside"/>; a rank may occur several times.</param>
    /// <param name="weights">Gets the number of each synapse's weight, in row-major order over <see cref="WeightShape"/>.</param>
    /// <returns>How many synapses there are, at most <see cref="MaxRowLength"/>.</returns>
    public abstract int CopyRow(int post, Span<int> preRanks, Span<int> weights);

    /// <summary>Makes what adds up a contribution faster than one synapse after the other; null where there is nothing faster.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>, as the network's <see cref="Precision"/> says.</typeparam>
    /// <param name="contribution">What each synapse contributes, and how contributions are combined.</param>
    public virtual SharedWeightSums<T>? CreateSums<T>(SharedContribution contribution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => null;
}

/// <summary>What each synapse of a <see cref="SharedWeightRule"/> contributes: a pre-synaptic variable, perhaps times its weight.</summary>
/// <param name="IsWeighted">Whether the variable is multiplied by the weight.</param>
/// <param name="Operation">How contributions are combined: <c>sum</c>, <c>max</c>, <c>min</c> or <c>mean</c>.</param>
public readonly record struct SharedContribution(bool IsWeighted, string Operation);

/// <summary>Adds up what the synapses of a <see cref="SharedWeightRule"/> contribute, in parts that may run on several threads.</summary>
/// <typeparam name="T">Type of the network's reals.</typeparam>
/// <remarks>A neuron's sum must not depend on how many threads there are, so each is computed within one part.</remarks>
public abstract class SharedWeightSums<T>
    where T : unmanaged
{
    /// <summary>Number of parts, each of which adds to neurons of its own.</summary>
    public abstract int PartCount { get; }

    /// <summary>Memory it holds, bytes.</summary>
    public abstract long ByteCount { get; }

    /// <summary>Takes what a step needs, before its parts run.</summary>
    /// <param name="inputs">The pre-synaptic variable, one element per neuron of the population, as it was the projection's delay ago.</param>
    /// <param name="weights">The weights.</param>
    public abstract void Begin(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights);

    /// <summary>Adds to the neurons of one part.</summary>
    /// <param name="part">Number of the part.</param>
    /// <param name="sums">One element per neuron of the post-synaptic population.</param>
    public abstract void Add(int part, Span<T> sums);
}
