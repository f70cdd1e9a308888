using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

/// <summary>A vector loop over one operand.</summary>
internal sealed unsafe class VectorUnary<TIn, TOut, TOperator>(int target, Operand x) : Instruction
    where TIn : unmanaged
    where TOut : unmanaged
    where TOperator : struct, IUnaryOperator<TIn, TOut>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var end = z + ((nint)frame.PaddedRows * sizeof(TOut));
        var px = frame.Registers[x.Register];
        var dx = x.Stride;
        for (; z < end; z += Frame.VectorBytes, px += dx)
            TOperator.Invoke(Vector512.Load((TIn*)px)).Store((TOut*)z);
    }
}

/// <summary>A vector loop over two operands of one type.</summary>
internal sealed unsafe class VectorBinary<TIn, TOut, TOperator>(int target, Operand x, Operand y) : Instruction
    where TIn : unmanaged
    where TOut : unmanaged
    where TOperator : struct, IBinaryOperator<TIn, TOut>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var end = z + ((nint)frame.PaddedRows * sizeof(TOut));
        var px = frame.Registers[x.Register];
        var py = frame.Registers[y.Register];
        var dx = x.Stride;
        var dy = y.Stride;
        for (; z < end; z += Frame.VectorBytes, px += dx, py += dy)
            TOperator.Invoke(Vector512.Load((TIn*)px), Vector512.Load((TIn*)py)).Store((TOut*)z);
    }
}

/// <summary>A vector loop over three operands of one type.</summary>
internal sealed unsafe class VectorTernary<T, TOperator>(int target, Operand x, Operand y, Operand w) : Instruction
    where T : unmanaged
    where TOperator : struct, ITernaryOperator<T>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var end = z + ((nint)frame.PaddedRows * sizeof(T));
        var px = frame.Registers[x.Register];
        var py = frame.Registers[y.Register];
        var pw = frame.Registers[w.Register];
        var dx = x.Stride;
        var dy = y.Stride;
        var dw = w.Stride;
        for (; z < end; z += Frame.VectorBytes, px += dx, py += dy, pw += dw)
            TOperator.Invoke(Vector512.Load((T*)px), Vector512.Load((T*)py), Vector512.Load((T*)pw)).Store((T*)z);
    }
}

/// <summary>Chooses between two values of any kind by a comparison made in the same loop.</summary>
/// <typeparam name="T">Type of what is compared.</typeparam>
/// <typeparam name="TInteger">Integer as wide, as which the chosen bits are copied.</typeparam>
/// <typeparam name="TComparison">The comparison.</typeparam>
internal sealed unsafe class CompareAndSelect<T, TInteger, TComparison>(int target, Operand x, Operand y, Operand whenTrue, Operand whenFalse)
    : Instruction
    where T : unmanaged
    where TInteger : unmanaged
    where TComparison : struct, IComparison<T>
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var end = z + ((nint)frame.PaddedRows * sizeof(T));
        var px = frame.Registers[x.Register];
        var py = frame.Registers[y.Register];
        var pt = frame.Registers[whenTrue.Register];
        var pf = frame.Registers[whenFalse.Register];
        var dx = x.Stride;
        var dy = y.Stride;
        var dt = whenTrue.Stride;
        var df = whenFalse.Stride;
        for (; z < end; z += Frame.VectorBytes, px += dx, py += dy, pt += dt, pf += df)
        {
            var mask = TComparison.Mask(Vector512.Load((T*)px), Vector512.Load((T*)py)).As<T, TInteger>();
            Vector512.ConditionalSelect(mask, Vector512.Load((TInteger*)pt), Vector512.Load((TInteger*)pf)).Store((TInteger*)z);
        }
    }
}

/// <summary>Repeats the first row of a column over a vector.</summary>
internal sealed unsafe class Broadcast<T>(int target, int column) : Instruction
    where T : unmanaged
{
    public override void Execute(in Frame frame) =>
        Vector512.Create(*(T*)frame.Registers[column]).Store((T*)frame.Registers[target]);
}

/// <summary>Repeats a number over a vector.</summary>
internal sealed unsafe class Fill<T>(int target, T value) : Instruction
    where T : unmanaged
{
    public override void Execute(in Frame frame) => Vector512.Create(value).Store((T*)frame.Registers[target]);
}
