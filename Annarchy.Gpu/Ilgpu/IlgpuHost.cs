using System.Reflection;
using System.Reflection.Emit;
using Annarchy.Gpu.Dialect;
using ILGPU;

namespace Annarchy.Gpu.Ilgpu;

/// <summary>Atomic operations, barriers and shared memory of ILGPU.</summary>
internal sealed class IlgpuHost : KernelHost
{
    private delegate T Change<T>(ref T target, T value);

    public override void WriteAddOne(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Call, ((Change<int>)Atomic.Add).Method);
    }

    public override void WriteSetBits(ILGenerator il) => il.Emit(OpCodes.Call, ((Change<uint>)Atomic.Or).Method);

    public override void WriteMeet(ILGenerator il) => il.Emit(OpCodes.Call, ((Action)Group.Barrier).Method);

    public override void WriteShared(ILGenerator il, Type element, int length)
    {
        var view = il.DeclareLocal(typeof(ArrayView<>).MakeGenericType(element));
        var allocate = ((Func<int, ArrayView<int>>)SharedMemory.Allocate<int>).Method.GetGenericMethodDefinition();
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Call, allocate.MakeGenericMethod(element));
        il.Emit(OpCodes.Stloc, view);
        il.Emit(OpCodes.Ldloca, view);
        WriteFirst(il, view.LocalType);
    }

    /// <summary>Takes where a view is and leaves the address of its first element.</summary>
    public static void WriteFirst(ILGenerator il, Type view)
    {
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Call, view.GetProperty("Item", [typeof(int)])!.GetMethod!);
    }
}
