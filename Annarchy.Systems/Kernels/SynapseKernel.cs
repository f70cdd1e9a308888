using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels;

/// <summary>
/// A compiled <see cref="UpdateProgram"/> whose rows are synapses: evaluates it for a range of them, such as those of one dendrite
/// or of one pre-synaptic neuron. It holds no network state and may run on several threads at once.
/// </summary>
/// <remarks>
/// What a slot is to the rows of a run depends on how synapses are stored, so it is given when the kernel is compiled. Over a
/// dendrite, post-synaptic and semiglobal values are uniform and pre-synaptic ones indexed (or consecutive where every neuron is
/// connected); over the synapses of a pre-synaptic neuron it is the reverse. A store to a uniform slot combines its values over the
/// rows of the run and adds the result to the slot. No two rows of a run may store to the same element of an indexed column.
/// </remarks>
internal abstract unsafe class SynapseKernel
{
    /// <summary>Evaluates rows <paramref name="begin"/> to <paramref name="end"/>, exclusive; neither needs to be a multiple of anything.</summary>
    /// <param name="columns">
    /// For each of the program's <c>Slots</c>, in order: the address of the value of a uniform one; where element 0 of a row or
    /// indexed one is, or would be. Up to a vector beyond the last row may be read but is never written.
    /// </param>
    /// <param name="indices">For each index array the address where the element of row 0 is, or would be.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    /// <param name="run">
    /// Where the rows that fulfil the program's <c>Spike</c> condition go, and the key of draws; null when nobody wants the rows and there
    /// are no draws.
    /// </param>
    public abstract void Run(nint* columns, int** indices, int begin, int end, KernelSpikes* run);
}

/// <summary>Turns update programs of synapses into kernels.</summary>
internal interface ISynapseKernelBackend
{
    /// <summary>Compiles a program whose rows are synapses.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="access">How rows find their values, for each of the program's slots.</param>
    /// <param name="reduction">How stores to uniform slots are combined.</param>
    /// <param name="precision">Width of the network's reals.</param>
    SynapseKernel Compile(UpdateProgram program, ImmutableArray<SlotAccess> access, Reduction reduction, Precision precision);
}
