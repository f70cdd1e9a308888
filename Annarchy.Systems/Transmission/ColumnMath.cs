using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Transmission;

/// <summary>Arithmetic on whole columns, whose padding may be read and written too.</summary>
internal static unsafe class ColumnMath
{
    /// <summary><c>target[i] += source[i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T* target, T* source, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i += Vector512<T>.Count)
            (Vector512.Load(target + i) + Vector512.Load(source + i)).Store(target + i);
    }
}
