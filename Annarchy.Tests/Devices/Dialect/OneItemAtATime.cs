using System.Reflection.Emit;
using Annarchy.Gpu.Dialect;

namespace Annarchy.Tests.Devices;

/// <summary>Runs kernels without other items that could interfere or be waited for.</summary>
internal sealed class OneItemAtATime : KernelHost
{
    private delegate T Change<T>(ref T target, T value);

    public override void WriteAddOne(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Call, ((Change<int>)Interlocked.Add).Method);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
    }

    public override void WriteSetBits(ILGenerator il) => il.Emit(OpCodes.Call, ((Change<uint>)Interlocked.Or).Method);

    public override void WriteMeet(ILGenerator il)
    {
    }

    public override void WriteShared(ILGenerator il, Type element, int length) => throw new NotSupportedException("Nothing is shared.");
}
