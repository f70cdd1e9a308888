using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Turns programs into machine code: one fused loop over whole vectors of rows, emitted as intermediate language and compiled by
/// the run-time's optimising compiler.
/// </summary>
/// <param name="width">Width of the vectors; results have the same bits at every width.</param>
[RequiresDynamicCode(DynamicCode.Reason)]
internal sealed class EmitBackend(VectorWidth width) : IKernelBackend, ISynapseKernelBackend
{
    /// <summary>A backend for the widest vectors of this machine.</summary>
    public EmitBackend()
        : this(VectorWidths.Widest)
    {
    }

    /// <inheritdoc/>
    public Kernel Compile(UpdateProgram program, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(program);
        return KernelCache.GetOrCompile(KernelShape.OfNeurons(program), precision, width);
    }

    /// <inheritdoc/>
    public SynapseKernel Compile(UpdateProgram program, ImmutableArray<SlotAccess> access, Reduction reduction, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(program);
        return KernelCache.GetOrCompileSynapses(KernelShape.OfSynapses(program, access.AsSpan(), reduction), precision, width);
    }

    /// <summary>What the kernel of a program does, for people.</summary>
    public KernelListing List(UpdateProgram program, Precision precision) =>
        new(KernelShape.OfNeurons(program), precision, width);

    /// <summary>The intermediate language of a program's kernel as text, for developers.</summary>
    public string DumpIl(UpdateProgram program, Precision precision)
    {
        var text = new StringBuilder();
        KernelEmitter.CompileNeurons(KernelShape.OfNeurons(program), precision, width, text);
        return text.ToString();
    }
}
