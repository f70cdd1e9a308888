using Annarchy.Connectivity;
using Annarchy.Kernels;

namespace Annarchy.Synapses;

/// <summary>
/// A way through the synapses of a projection, row by row: the rows of a traversal by dendrites are those of post-synaptic neurons, of one
/// by senders those of pre-synaptic neurons, whatever the order the synapses are stored in.
/// </summary>
internal abstract unsafe class SynapseTraversal : IDisposable
{
    /// <summary>Index array of ranks at the other end.</summary>
    public const int OtherArray = 0;

    /// <summary>Index array of slots.</summary>
    public const int SelfArray = 1;

    /// <summary>Index array of dendrites.</summary>
    public const int DendriteArray = 2;

    /// <summary>Index array into the past of the neuron all share.</summary>
    public const int DelayArray = 3;

    /// <summary>Index array of ranks at the end that all synapses of a row share, where rows of the kernel come from different ones.</summary>
    public const int OwnArray = 4;

    /// <summary>Number of index arrays.</summary>
    public const int ArrayCount = 5;

    /// <summary>Runs a row may consist of.</summary>
    public const int MaxRuns = 2;

    /// <summary>Whether a row is a dendrite; otherwise it is what a pre-synaptic neuron sends.</summary>
    public abstract bool IsByDendrite { get; }

    public abstract int RowCount { get; }

    /// <summary>How rows of a kernel find synaptic values.</summary>
    public abstract SlotAccess Self { get; }

    /// <summary>How they find values of the neuron of their row.</summary>
    public virtual SlotAccess Own => SlotAccess.Uniform;

    /// <summary>How they find values of the neurons at the other end.</summary>
    public abstract SlotAccess Other { get; }

    /// <summary>How they find values of dendrites; uniform where a row is one.</summary>
    public abstract SlotAccess Dendrite { get; }

    /// <summary>Looks at the synapses again, which may have been created or pruned; called before rows are visited in a step.</summary>
    public virtual void Refresh()
    {
    }

    /// <summary>Number of the row of a neuron, or -1.</summary>
    public abstract int RowOf(int rank);

    /// <summary>Rank of the neuron of a row.</summary>
    public abstract int RankOf(int row);

    /// <summary>Writes the runs of a row and returns how many there are.</summary>
    public abstract int Runs(int row, SynapseRun* runs);

    /// <summary>Whether runs are in the order of the ranks at the other end.</summary>
    public virtual bool IsSorted => true;

    /// <summary>Those synapses of a run that reach a range of ranks, which are neighbours where runs are in the order of ranks.</summary>
    public SynapseRun Within(in SynapseRun run, (int Begin, int End) range)
    {
        var part = run;
        if (Other.Kind == AccessKind.Row)
        {
            part.Begin = (int)Math.Max(run.Begin, range.Begin - run.OtherOffset);
            part.End = (int)Math.Min(run.End, range.End - run.OtherOffset);
            return part;
        }

        part.Begin = FirstFrom(range.Begin, run.OtherIndex, run.Begin, run.End);
        part.End = FirstFrom(range.End, run.OtherIndex, part.Begin, run.End);
        return part;
    }

    /// <summary>The traversal of the dendrites of a projection.</summary>
    public static SynapseTraversal ByDendrites(SynapticConnectivity connectivity) => connectivity switch
    {
        DenseConnectivity dense => new DenseTraversal(dense, byDendrite: true),
        SparseConnectivity { Order: StorageOrder.ByPost } sparse => new SparseDendriteTraversal(sparse),
        SparseConnectivity sparse => new IndexedDendriteTraversal(sparse),
        TransposedConnectivity { Original: DenseConnectivity dense } => new ExchangedTraversal(new DenseTraversal(dense, byDendrite: false)),
        TransposedConnectivity { Original: SparseConnectivity { Order: StorageOrder.ByPre } sparse } =>
            new ExchangedTraversal(new SparseSenderTraversal(sparse)),
        TransposedConnectivity transposed => new TransposedDendriteTraversal(transposed),
        _ => throw new NotSupportedException($"There is no way through {connectivity.FormatName} synapses."),
    };

    /// <summary>The traversal of what pre-synaptic neurons send, for synapses stored by pre-synaptic neuron.</summary>
    public static SynapseTraversal BySenders(SynapticConnectivity connectivity) => connectivity switch
    {
        DenseConnectivity { Order: StorageOrder.ByPre } dense => new DenseTraversal(dense, byDendrite: false),
        SparseConnectivity { Order: StorageOrder.ByPre } sparse => new SparseSenderTraversal(sparse),
        TransposedConnectivity transposed => new ExchangedTraversal(ByDendrites(transposed.Original)),
        _ => throw new NotSupportedException($"There is no way by pre-synaptic neuron through {connectivity.FormatName} synapses."),
    };

    /// <summary>Frees index arrays of its own.</summary>
    public abstract void Dispose();

    /// <summary>The first of some rows of a kernel whose rank is not lower.</summary>
    private static int FirstFrom(int rank, int* ranks, int low, int high)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (ranks[middle] < rank)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
