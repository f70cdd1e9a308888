using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Interpreter;

/// <summary>Chooses between two values of any kind by a comparison made in the same loop.</summary>
/// <typeparam name="T">Type of what is compared.</typeparam>
/// <typeparam name="TInteger">Integer as wide, as which the chosen bits are copied.</typeparam>
/// <typeparam name="TComparison">The comparison.</typeparam>
/// <typeparam name="TY">Shape of the second value compared; the first is a block.</typeparam>
/// <typeparam name="TTrue">Shape of the value where the comparison holds.</typeparam>
/// <typeparam name="TFalse">Shape of the value elsewhere.</typeparam>
internal sealed unsafe class CompareAndSelect<T, TInteger, TComparison, TY, TTrue, TFalse>(
    int target, int x, int y, int whenTrue, int whenFalse) : Instruction
    where T : unmanaged
    where TInteger : unmanaged
    where TComparison : struct, IComparison<T>
    where TY : struct, IOperandShape
    where TTrue : struct, IOperandShape
    where TFalse : struct, IOperandShape
{
    public override void Execute(in Frame frame)
    {
        var z = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pt = frame.Registers[whenTrue];
        var pf = frame.Registers[whenFalse];
        var y0 = Vector512.Load((T*)py);
        var t0 = Vector512.Load((TInteger*)pt);
        var f0 = Vector512.Load((TInteger*)pf);
        var end = (nint)frame.PaddedRows * sizeof(T);
        nint i = 0;
        for (; i <= end - (2 * Frame.VectorBytes); i += 2 * Frame.VectorBytes)
        {
            Step(z, px, py, pt, pf, y0, t0, f0, i);
            Step(z, px, py, pt, pf, y0, t0, f0, i + Frame.VectorBytes);
        }

        for (; i < end; i += Frame.VectorBytes)
            Step(z, px, py, pt, pf, y0, t0, f0, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        byte* z,
        byte* px,
        byte* py,
        byte* pt,
        byte* pf,
        Vector512<T> y0,
        Vector512<TInteger> t0,
        Vector512<TInteger> f0,
        nint i)
    {
        var mask = TComparison.Mask(Vector512.Load((T*)(px + i)), TY.Read(py, i, y0)).As<T, TInteger>();
        Vector512.ConditionalSelect(mask, TTrue.Read(pt, i, t0), TFalse.Read(pf, i, f0)).Store((TInteger*)(z + i));
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
        var z = frame.Registers[target];
        var px = frame.Registers[x];
        var py = frame.Registers[y];
        var pm = frame.Registers[mask];
        var y0 = Vector512.Load((T*)py);
        var m0 = Vector512.Load((TInteger*)pm);
        var end = (nint)frame.PaddedRows * sizeof(T);
        nint i = 0;
        for (; i <= end - (2 * Frame.VectorBytes); i += 2 * Frame.VectorBytes)
        {
            Step(z, px, py, pm, y0, m0, i);
            Step(z, px, py, pm, y0, m0, i + Frame.VectorBytes);
        }

        for (; i < end; i += Frame.VectorBytes)
            Step(z, px, py, pm, y0, m0, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(byte* z, byte* px, byte* py, byte* pm, Vector512<T> y0, Vector512<TInteger> m0, nint i)
    {
        var holds = TComparison.Mask(Vector512.Load((T*)(px + i)), TY.Read(py, i, y0)).As<T, TInteger>();
        (holds & TMask.Read(pm, i, m0)).Store((TInteger*)(z + i));
    }
}
