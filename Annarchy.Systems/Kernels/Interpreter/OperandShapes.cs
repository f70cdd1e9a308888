using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

/// <summary>Whether an operand is read anew for every vector. A type argument, so that every loop is compiled for its operands.</summary>
internal unsafe interface IOperandShape
{
    /// <summary>The vector at an offset from the first, which was read before the loop.</summary>
    static abstract Vector512<T> Read<T>(byte* address, nint offset, Vector512<T> first)
        where T : unmanaged;
}

/// <summary>The operand is a block.</summary>
internal readonly unsafe struct Block : IOperandShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Read<T>(byte* address, nint offset, Vector512<T> first)
        where T : unmanaged => Vector512.Load((T*)(address + offset));
}

/// <summary>The operand is one value, repeated over a vector.</summary>
internal readonly unsafe struct Scalar : IOperandShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Read<T>(byte* address, nint offset, Vector512<T> first)
        where T : unmanaged => first;
}
