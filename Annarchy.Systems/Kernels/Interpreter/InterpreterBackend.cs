using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Runs programs without generating code, for hosts that forbid it: each node, or pair of nodes, is a ready-made loop over a
/// block of rows small enough for the nearest cache.
/// </summary>
internal sealed class InterpreterBackend : IKernelBackend, ISynapseKernelBackend
{
    public Kernel Compile(UpdateProgram program, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(program);
        return new InterpreterKernel(Compile(program, SlotLayout.OfRows(program), storesWholeVectors: true, Reduction.Sum, precision));
    }

    public SynapseKernel Compile(UpdateProgram program, ImmutableArray<SlotAccess> access, Reduction reduction, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (access.Length != program.Slots.Length)
            throw new ArgumentException($"The program has {program.Slots.Length} slots, {access.Length} were described.", nameof(access));
        var layout = new SlotLayout(program.Slots, access);
        return new InterpreterSynapseKernel(Compile(program, layout, storesWholeVectors: false, reduction, precision));
    }

    private static BlockLoop Compile(
        UpdateProgram program, SlotLayout layout, bool storesWholeVectors, Reduction reduction, Precision precision) =>
        precision == Precision.Double
            ? new ProgramCompiler<double, long>(program, layout).Compile(storesWholeVectors, reduction)
            : new ProgramCompiler<float, int>(program, layout).Compile(storesWholeVectors, reduction);
}
