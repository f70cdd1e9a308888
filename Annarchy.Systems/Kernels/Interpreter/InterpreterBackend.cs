using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Runs programs without generating code, for hosts that forbid it: each node, or pair of nodes, is a ready-made loop over a
/// block of rows small enough for the nearest cache.
/// </summary>
internal sealed class InterpreterBackend : IKernelBackend
{
    public Kernel Compile(UpdateProgram program, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(program);
        return precision == Precision.Double
            ? new ProgramCompiler<double, long>(program).Compile()
            : new ProgramCompiler<float, int>(program).Compile();
    }
}
