using Annarchy.Randomness;

namespace Annarchy.Kernels;

/// <summary>
/// A compiled <see cref="Programs.UpdateProgram"/>: evaluates it for a range of rows. It holds no network state, so that networks
/// with the same models share it, and may run on several threads at once.
/// </summary>
internal abstract unsafe class Kernel
{
    /// <summary>Evaluates rows <paramref name="begin"/> to <paramref name="end"/>, exclusive.</summary>
    /// <param name="columns">Address of row 0 of each column, in the order of the program's <c>Slots</c>.</param>
    /// <param name="begin">First row, a multiple of <see cref="Storage.Column.RowPadding"/>.</param>
    /// <param name="end">One past the last row; padding rows up to the next multiple may be read and written too.</param>
    /// <param name="spikes">
    /// Where ranks of spiking rows go, and the key of draws; null when the program has no spike condition and draws nothing itself.
    /// </param>
    public abstract void Run(nint* columns, int begin, int end, KernelSpikes* spikes);
}

/// <summary>Ranks of the rows a kernel found spiking: rows below its <c>end</c> only, ascending.</summary>
/// <remarks>The pointers have room for the whole range and a vector more, so kernels may store whole vectors of ranks.</remarks>
internal unsafe struct KernelSpikes
{
    /// <summary>Destination of ranks that fulfil the program's <c>Spike</c> node.</summary>
    public int* Ranks;

    /// <summary>How many were written.</summary>
    public int Count;

    /// <summary>Destination of ranks that fulfil the program's <c>AxonSpike</c> node.</summary>
    public int* AxonRanks;

    /// <summary>How many were written.</summary>
    public int AxonCount;

    /// <summary>How many rows ahead those are that come next, whose values are asked for ahead of time; over synapses only, 0 for none.</summary>
    public int Ahead;

    /// <summary>
    /// Object and step that the program's own draws are for (<see cref="Programs.Op.Gamma"/>, <see cref="Programs.Op.Binomial"/>); a
    /// draw puts its stream in the place of the key's, and its row is the element.
    /// </summary>
    public RandomKey Random;

    /// <summary>Room for the binomial numbers of <see cref="BinomialStreams"/> streams, zeroed before first use, forgotten whenever the key changes; may be null.</summary>
    public BinomialGroup* Binomials;

    /// <summary>Streams that keep binomial numbers apart; others share with them.</summary>
    public const int BinomialStreams = 4;
}
