namespace Annarchy.Kernels.Interpreter;

/// <summary>Computes one value for a block of rows. Immutable, so kernels can run on several threads.</summary>
internal abstract class Instruction
{
    /// <summary>Reads and writes the registers of <paramref name="frame"/>; the target may be one of the operands.</summary>
    public abstract void Execute(in Frame frame);
}
