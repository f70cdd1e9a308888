using Annarchy.Connectivity;
using Annarchy.Randomness;
using Annarchy.Replication;

namespace Annarchy.Synapses;

/// <summary>Finds the synapses to prune or the pairs to connect: those that fulfil a condition and that chance picks.</summary>
/// <param name="connectivity">The synapses there are.</param>
/// <param name="rows">The synapses to prune, as they are stored, or the pairs to connect.</param>
internal abstract class StructuralSearch(SparseConnectivity connectivity, SynapseTraversal rows) : IDisposable
{
    /// <summary>Whether it looks for pairs to connect.</summary>
    public bool Creates => Pairs is not null;

    protected SparseConnectivity Connectivity { get; } = connectivity;

    protected SynapseTraversal Rows { get; } = rows;

    protected PairTraversal? Pairs { get; } = rows as PairTraversal;

    /// <summary>Finds what changes.</summary>
    /// <param name="step">The present step.</param>
    /// <param name="chance">Key of the draws.</param>
    /// <param name="changes">Gets what is found, in the order of rows and slots.</param>
    public abstract void Find(in InstanceStep step, in RandomKey chance, List<StructuralChange> changes);

    public virtual void Dispose() => Pairs?.Dispose();

    /// <summary>The change a row of a kernel over a row of the traversal stands for.</summary>
    protected unsafe StructuralChange Change(int row, int kernelRow)
    {
        if (Pairs is not null)
            return new StructuralChange(row, Pairs.PreRank(row, kernelRow), kernelRow);
        var other = Connectivity.Rows.RankOf(Connectivity.Rows.Cells.Pointer[kernelRow]);
        return Rows.IsByDendrite
            ? new StructuralChange(row, other, kernelRow)
            : new StructuralChange(Connectivity.DendriteOf(other), row, kernelRow);
    }
}
