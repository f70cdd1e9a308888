using Annarchy.Programs;

namespace Annarchy.Kernels;

/// <summary>Turns update programs into kernels. Backends share the program and nothing else.</summary>
internal interface IKernelBackend
{
    /// <summary>Compiles a program whose rows are neurons (or the single row of a global pass).</summary>
    Kernel Compile(UpdateProgram program, Precision precision);
}
