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

/// <summary>A vector loop over one operand.</summary>
internal sealed unsafe class VectorUnary<TIn, TOut, TOperator, TX>(int target, int x) : Instruction
    where TIn : unmanaged
    where TOut : unmanaged
    where TOperator : struct, IUnaryOperator<TIn, TOut>
    where TX : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var pz = frame.Registers[target];
        var px = frame.Registers[x];
        var x0 = Vector512.Load((TIn*)px);
        var bytes = (nint)frame.PaddedRows * sizeof(TOut);
        for (nint i = 0; i < bytes; i += Frame.VectorBytes)
            TOperator.Invoke(TX.Read(px, i, x0)).Store((TOut*)(pz + i));
    }
}

/// <summary>A vector loop over two operands of one type.</summary>
internal sealed unsafe class VectorBinary<TIn, TOut, TOperator, TX, TY>(int target, int x, int y) : Instruction
    where TIn : unmanaged
    where TOut : unmanaged
    where TOperator : struct, IBinaryOperator<TIn, TOut>
    where TX : struct, IOperandShape
    where TY : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var pz = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var x0 = Vector512.Load((TIn*)px);
        var y0 = Vector512.Load((TIn*)py);
        var bytes = (nint)frame.PaddedRows * sizeof(TOut);
        for (nint i = 0; i < bytes; i += Frame.VectorBytes)
            TOperator.Invoke(TX.Read(px, i, x0), TY.Read(py, i, y0)).Store((TOut*)(pz + i));
    }
}

/// <summary>A vector loop over three operands of one type.</summary>
internal sealed unsafe class VectorTernary<T, TOperator, TX, TY, TW>(int target, int x, int y, int w) : Instruction
    where T : unmanaged
    where TOperator : struct, ITernaryOperator<T>
    where TX : struct, IOperandShape
    where TY : struct, IOperandShape
    where TW : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var pz = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pw = frame.Registers[w];
        var x0 = Vector512.Load((T*)px);
        var y0 = Vector512.Load((T*)py);
        var w0 = Vector512.Load((T*)pw);
        var bytes = (nint)frame.PaddedRows * sizeof(T);
        for (nint i = 0; i < bytes; i += Frame.VectorBytes)
            TOperator.Invoke(TX.Read(px, i, x0), TY.Read(py, i, y0), TW.Read(pw, i, w0)).Store((T*)(pz + i));
    }
}

/// <summary>Chooses between two values of any kind by a comparison made in the same loop.</summary>
/// <typeparam name="T">Type of what is compared.</typeparam>
/// <typeparam name="TInteger">Integer as wide, as which the chosen bits are copied.</typeparam>
/// <typeparam name="TComparison">The comparison.</typeparam>
/// <typeparam name="TY">Shape of the second value compared; the first is a block.</typeparam>
/// <typeparam name="TTrue">Shape of the value where the comparison holds.</typeparam>
/// <typeparam name="TFalse">Shape of the value elsewhere.</typeparam>
internal sealed unsafe class CompareAndSelect<T, TInteger, TComparison, TY, TTrue, TFalse>(int target, int x, int y, int whenTrue, int whenFalse)
    : Instruction
    where T : unmanaged
    where TInteger : unmanaged
    where TComparison : struct, IComparison<T>
    where TY : struct, IOperandShape
    where TTrue : struct, IOperandShape
    where TFalse : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var pz = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pt = frame.Registers[whenTrue];
        var pf = frame.Registers[whenFalse];
        var y0 = Vector512.Load((T*)py);
        var t0 = Vector512.Load((TInteger*)pt);
        var f0 = Vector512.Load((TInteger*)pf);
        var bytes = (nint)frame.PaddedRows * sizeof(T);
        for (nint i = 0; i < bytes; i += Frame.VectorBytes)
        {
            var mask = TComparison.Mask(Vector512.Load((T*)(px + i)), TY.Read(py, i, y0)).As<T, TInteger>();
            Vector512.ConditionalSelect(mask, TTrue.Read(pt, i, t0), TFalse.Read(pf, i, f0)).Store((TInteger*)(pz + i));
        }
    }
}

/// <summary>A comparison and a truth value in one: 1 where the comparison holds and the truth value is 1.</summary>
/// <typeparam name="T">Type of what is compared.</typeparam>
/// <typeparam name="TInteger">Integer as wide.</typeparam>
/// <typeparam name="TComparison">The comparison.</typeparam>
/// <typeparam name="TY">Shape of the second value compared; the first is a block.</typeparam>
/// <typeparam name="TMask">Shape of the truth value.</typeparam>
internal sealed unsafe class CompareAndMask<T, TInteger, TComparison, TY, TMask>(int target, int x, int y, int mask) : Instruction
    where T : unmanaged
    where TInteger : unmanaged
    where TComparison : struct, IComparison<T>
    where TY : struct, IOperandShape
    where TMask : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var pz = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pm = frame.Registers[mask];
        var y0 = Vector512.Load((T*)py);
        var m0 = Vector512.Load((TInteger*)pm);
        var bytes = (nint)frame.PaddedRows * sizeof(T);
        for (nint i = 0; i < bytes; i += Frame.VectorBytes)
        {
            var holds = TComparison.Mask(Vector512.Load((T*)(px + i)), TY.Read(py, i, y0)).As<T, TInteger>();
            (holds & TMask.Read(pm, i, m0)).Store((TInteger*)(pz + i));
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
