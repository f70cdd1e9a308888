namespace Annarchy.Connectivity;

/// <summary>
/// Which positions of one end are connected with a position of the other: a pure function from a row to its synapses, so that
/// rows can be made in any order, twice (to count, then to fill) and on any thread.
/// </summary>
internal abstract class ConnectionPattern
{
    /// <summary>For people: "fixed probability 0.1".</summary>
    public abstract string Description { get; }

    /// <summary>What a row belongs to; never automatic.</summary>
    public virtual StorageOrder Order => StorageOrder.ByPost;

    /// <summary>Whether every pair is connected, except perhaps a neuron with itself.</summary>
    public virtual bool IsComplete => false;

    /// <summary>Whether a neuron is kept from itself; only said of complete patterns.</summary>
    public virtual bool ExcludesSelf => false;

    /// <summary>Whether <see cref="Weights"/> gives the weights.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Whether <see cref="Delays"/> gives the delays.</summary>
    public virtual bool HasDelays => false;

    /// <summary>Whether rows may be made on several threads at once.</summary>
    public virtual bool IsConcurrent => true;

    /// <summary>The fraction of pairs that are connected, as far as it is known beforehand.</summary>
    public virtual double Density => 0.0;

    /// <summary>Longest row there can be.</summary>
    public abstract int MaxRowLength { get; }

    /// <summary>Writes the positions connected with <paramref name="row"/>, ascending, and returns how many.</summary>
    public abstract int Positions(int row, Span<int> positions);

    /// <summary>Number of synapses of a row.</summary>
    /// <param name="scratch">Room for a row.</param>
    public virtual int RowLength(int row, Span<int> scratch) => Positions(row, scratch);

    /// <summary>Writes the weights of a row's synapses.</summary>
    public virtual void Weights(int row, Span<double> weights) => throw new NotSupportedException();

    /// <summary>Writes the delays of a row's synapses, ms.</summary>
    public virtual void Delays(int row, Span<double> delays) => throw new NotSupportedException();
}
