using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits the gathering of rows where a mask is set.</summary>
internal sealed class SpikeEmitter(KernelFrame frame)
{
    private static readonly FieldInfo Ranks = typeof(KernelSpikes).GetField(nameof(KernelSpikes.Ranks))!;
    private static readonly FieldInfo Count = typeof(KernelSpikes).GetField(nameof(KernelSpikes.Count))!;
    private static readonly FieldInfo AxonRanks = typeof(KernelSpikes).GetField(nameof(KernelSpikes.AxonRanks))!;
    private static readonly FieldInfo AxonCount = typeof(KernelSpikes).GetField(nameof(KernelSpikes.AxonCount))!;
    private static readonly MethodInfo TrailingZeroCount = ((Func<ulong, int>)BitOperations.TrailingZeroCount).Method;

    private ILWriter Il => frame.Il;

    /// <summary>Appends the ranks of the rows below the end where the mask on the stack is set, if anyone wants them.</summary>
    /// <param name="isAxonal">Whether they go to the list of axonal spikes.</param>
    /// <param name="whenAny">Emits what else is to be done if there are any.</param>
    public void Gather(bool isAxonal, Action whenAny)
    {
        var bits = Il.DeclareLocal(typeof(ulong));
        var row = Il.DeclareLocal(typeof(int));
        var none = Il.DefineLabel();
        Il.Call(frame.Vectors.Bits);
        Il.Emit(OpCodes.Conv_U8);
        Il.StoreLocal(bits);
        Il.LoadLocal(bits);
        Il.Branch(OpCodes.Brfalse, none);
        frame.PushRow();
        Il.StoreLocal(row);
        LimitToEnd(bits, row, none);
        whenAny();
        frame.PushRun();
        Il.Branch(OpCodes.Brfalse, none);
        Append(bits, row, isAxonal);
        Il.MarkLabel(none);
    }

    /// <summary>if (end - row &lt; lanes) bits &amp;= (1 &lt;&lt; (end - row)) - 1</summary>
    private void LimitToEnd(LocalBuilder bits, LocalBuilder row, Label none)
    {
        var whole = Il.DefineLabel();
        var rows = Il.DeclareLocal(typeof(int));
        frame.PushEnd();
        Il.LoadLocal(row);
        Il.Emit(OpCodes.Sub);
        Il.StoreLocal(rows);
        Il.LoadLocal(rows);
        Il.LoadInt32(frame.Vectors.Lanes);
        Il.Branch(OpCodes.Bge, whole);
        Il.LoadLocal(bits);
        Il.LoadInt64(1);
        Il.LoadLocal(rows);
        Il.Emit(OpCodes.Shl);
        Il.LoadInt64(1);
        Il.Emit(OpCodes.Sub);
        Il.Emit(OpCodes.And);
        Il.StoreLocal(bits);
        Il.LoadLocal(bits);
        Il.Branch(OpCodes.Brfalse, none);
        Il.MarkLabel(whole);
    }

    /// <summary>do ranks[position++] = row + tzcnt(bits); while ((bits &amp;= bits - 1) != 0)</summary>
    private void Append(LocalBuilder bits, LocalBuilder row, bool isAxonal)
    {
        var position = Il.DeclareLocal(typeof(int));
        var next = Il.DefineLabel();
        frame.PushRun();
        Il.LoadField(isAxonal ? AxonCount : Count);
        Il.StoreLocal(position);
        Il.MarkLabel(next);
        frame.PushRun();
        Il.LoadField(isAxonal ? AxonRanks : Ranks);
        Il.LoadLocal(position);
        Il.Emit(OpCodes.Conv_I);
        Il.LoadInt32(sizeof(int));
        Il.Emit(OpCodes.Mul);
        Il.Emit(OpCodes.Add);
        Il.LoadLocal(row);
        Il.LoadLocal(bits);
        Il.Call(TrailingZeroCount);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Stind_I4);
        Il.LoadLocal(position);
        Il.LoadInt32(1);
        Il.Emit(OpCodes.Add);
        Il.StoreLocal(position);
        Il.LoadLocal(bits);
        Il.LoadLocal(bits);
        Il.LoadInt64(1);
        Il.Emit(OpCodes.Sub);
        Il.Emit(OpCodes.And);
        Il.StoreLocal(bits);
        Il.LoadLocal(bits);
        Il.Branch(OpCodes.Brtrue, next);
        frame.PushRun();
        Il.LoadLocal(position);
        Il.StoreField(isAxonal ? AxonCount : Count);
    }
}
