using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

/// <summary>An elementary function of a block, long enough that its loop costs nothing.</summary>
internal sealed unsafe class UnaryFunction<T, TFunction>(int target, Operand x) : Instruction
    where T : unmanaged
    where TFunction : struct, IUnaryOperator<T, T>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var px = frame.Registers[x.Register];
        var dx = x.Stride;
        for (var end = z + ((nint)frame.PaddedRows * sizeof(T)); z < end; z += Frame.VectorBytes, px += dx)
            TFunction.Invoke(Vector512.Load((T*)px)).Store((T*)z);
    }
}

/// <summary>An elementary function of two operands.</summary>
internal sealed unsafe class BinaryFunction<T, TFunction>(int target, Operand x, Operand y) : Instruction
    where T : unmanaged
    where TFunction : struct, IBinaryOperator<T, T>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var px = frame.Registers[x.Register];
        var py = frame.Registers[y.Register];
        var dx = x.Stride;
        var dy = y.Stride;
        for (var end = z + ((nint)frame.PaddedRows * sizeof(T)); z < end; z += Frame.VectorBytes, px += dx, py += dy)
            TFunction.Invoke(Vector512.Load((T*)px), Vector512.Load((T*)py)).Store((T*)z);
    }
}
