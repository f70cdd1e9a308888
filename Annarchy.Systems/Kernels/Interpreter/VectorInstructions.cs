using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

// Loops go four vectors at a time: an operation costs about as much as the end of a loop that was guessed wrong.

/// <summary>A vector loop over one operand.</summary>
internal sealed unsafe class VectorUnary<TIn, TOut, TOperator, TX>(int target, int x) : Instruction
    where TIn : unmanaged
    where TOut : unmanaged
    where TOperator : struct, IUnaryOperator<TIn, TOut>
    where TX : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var px = frame.Registers[x];
        var x0 = Vector512.Load((TIn*)px);
        var end = (nint)frame.PaddedRows * sizeof(TOut);
        nint i = 0;
        for (; i <= end - (4 * Frame.VectorBytes); i += 4 * Frame.VectorBytes)
        {
            Step(z, px, x0, i);
            Step(z, px, x0, i + Frame.VectorBytes);
            Step(z, px, x0, i + (2 * Frame.VectorBytes));
            Step(z, px, x0, i + (3 * Frame.VectorBytes));
        }

        for (; i < end; i += Frame.VectorBytes)
            Step(z, px, x0, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(byte* z, byte* px, Vector512<TIn> x0, nint i) =>
        TOperator.Invoke(TX.Read(px, i, x0)).Store((TOut*)(z + i));
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
        var z = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var x0 = Vector512.Load((TIn*)px);
        var y0 = Vector512.Load((TIn*)py);
        var end = (nint)frame.PaddedRows * sizeof(TOut);
        nint i = 0;
        for (; i <= end - (4 * Frame.VectorBytes); i += 4 * Frame.VectorBytes)
        {
            Step(z, px, py, x0, y0, i);
            Step(z, px, py, x0, y0, i + Frame.VectorBytes);
            Step(z, px, py, x0, y0, i + (2 * Frame.VectorBytes));
            Step(z, px, py, x0, y0, i + (3 * Frame.VectorBytes));
        }

        for (; i < end; i += Frame.VectorBytes)
            Step(z, px, py, x0, y0, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(byte* z, byte* px, byte* py, Vector512<TIn> x0, Vector512<TIn> y0, nint i) =>
        TOperator.Invoke(TX.Read(px, i, x0), TY.Read(py, i, y0)).Store((TOut*)(z + i));
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
        var z = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pw = frame.Registers[w];
        var x0 = Vector512.Load((T*)px);
        var y0 = Vector512.Load((T*)py);
        var w0 = Vector512.Load((T*)pw);
        var end = (nint)frame.PaddedRows * sizeof(T);
        nint i = 0;
        for (; i <= end - (4 * Frame.VectorBytes); i += 4 * Frame.VectorBytes)
        {
            Step(z, px, py, pw, x0, y0, w0, i);
            Step(z, px, py, pw, x0, y0, w0, i + Frame.VectorBytes);
            Step(z, px, py, pw, x0, y0, w0, i + (2 * Frame.VectorBytes));
            Step(z, px, py, pw, x0, y0, w0, i + (3 * Frame.VectorBytes));
        }

        for (; i < end; i += Frame.VectorBytes)
            Step(z, px, py, pw, x0, y0, w0, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        byte* z, byte* px, byte* py, byte* pw, Vector512<T> x0, Vector512<T> y0, Vector512<T> w0, nint i) =>
        TOperator.Invoke(TX.Read(px, i, x0), TY.Read(py, i, y0), TW.Read(pw, i, w0)).Store((T*)(z + i));
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
