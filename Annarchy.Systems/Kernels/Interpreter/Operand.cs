namespace Annarchy.Kernels.Interpreter;

/// <summary>Where an instruction finds a value: a register of the frame, and whether it holds a block or one value.</summary>
/// <param name="Register">Index into <see cref="Frame.Registers"/>.</param>
/// <param name="IsScalar">Whether the register holds one value, repeated over a vector.</param>
internal readonly record struct Operand(int Register, bool IsScalar)
{
    /// <summary>Bytes from one vector of the operand to the next: none for a scalar.</summary>
    public nint Stride => IsScalar ? 0 : Frame.VectorBytes;
}
