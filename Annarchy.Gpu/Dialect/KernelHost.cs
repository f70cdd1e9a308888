using System.Reflection.Emit;

namespace Annarchy.Gpu.Dialect;

/// <summary>What kernels need of whatever runs them, as instructions.</summary>
internal abstract class KernelHost
{
    /// <summary>Takes the address of an <see cref="int"/>, adds one to it atomically and leaves what it was.</summary>
    public abstract void WriteAddOne(ILGenerator il);

    /// <summary>Takes the address of a <see cref="uint"/> and bits, sets these atomically and leaves what it was.</summary>
    public abstract void WriteSetBits(ILGenerator il);

    /// <summary>Waits for the items of the group.</summary>
    public abstract void WriteMeet(ILGenerator il);

    /// <summary>Leaves the address of an array that the items of a group share.</summary>
    public abstract void WriteShared(ILGenerator il, Type element, int length);
}
