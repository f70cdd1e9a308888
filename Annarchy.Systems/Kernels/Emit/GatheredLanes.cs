using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Annarchy.Kernels.Emit;

/// <summary>The elements of a column at places given by an index, of 32 or 64 bits, as a vector.</summary>
internal static unsafe class GatheredLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<T>(T* column, int* places, out Vector512<T> lanes)
        where T : unmanaged
    {
        Gather(column, places, out Vector256<T> lower);
        Gather(column, places + Vector256<T>.Count, out Vector256<T> upper);
        lanes = Vector512.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<T>(T* column, int* places, out Vector256<T> lanes)
        where T : unmanaged
    {
        if (Avx2.IsSupported)
        {
            lanes = sizeof(T) == sizeof(float)
                ? Avx2.GatherVector256((float*)column, Vector256.Load(places), sizeof(float)).As<float, T>()
                : Avx2.GatherVector256((double*)column, Vector128.Load(places), sizeof(double)).As<double, T>();
            return;
        }

        Gather(column, places, out Vector128<T> lower);
        Gather(column, places + Vector128<T>.Count, out Vector128<T> upper);
        lanes = Vector256.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<T>(T* column, int* places, out Vector128<T> lanes)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(float))
        {
            var table = (uint*)column;
            lanes = Vector128.Create(table[places[0]], table[places[1]], table[places[2]], table[places[3]]).As<uint, T>();
        }
        else
        {
            var table = (ulong*)column;
            lanes = Vector128.Create(table[places[0]], table[places[1]]).As<ulong, T>();
        }
    }
}
