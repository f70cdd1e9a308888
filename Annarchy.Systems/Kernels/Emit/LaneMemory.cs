using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Annarchy.Kernels.Emit;

/// <summary>Lanes of 32 or 64 bits in memory: gathered from places given by an index, and vectors of which only a part is written.</summary>
internal static unsafe class LaneMemory
{
    /// <summary>The elements of a column at the places of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<T>(T* column, int* places, out Vector512<T> lanes)
        where T : unmanaged
    {
        Gather(column, places, out Vector256<T> lower);
        Gather(column, places + Vector256<T>.Count, out Vector256<T> upper);
        lanes = lower.ToVector512Unsafe().WithUpper(upper);
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
        lanes = lower.ToVector256Unsafe().WithUpper(upper);
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

    /// <summary>Asks for memory a little before it is needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(nint address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((void*)address);
    }

    /// <summary>Writes the first lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(T* address, Vector512<T> lanes, int count)
        where T : unmanaged
    {
        if (!Avx512F.IsSupported)
        {
            StoreFirst(address, lanes.GetLower(), count);
            StoreFirst(address + Vector256<T>.Count, lanes.GetUpper(), count - Vector256<T>.Count);
        }
        else if (sizeof(T) == sizeof(float))
        {
            Avx512F.MaskStore((int*)address, Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)), lanes.AsInt32());
        }
        else
        {
            Avx512F.MaskStore((long*)address, Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)), lanes.AsInt64());
        }
    }

    /// <inheritdoc cref="StoreFirst{T}(T*, Vector512{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(T* address, Vector256<T> lanes, int count)
        where T : unmanaged
    {
        if (!Avx2.IsSupported)
        {
            StoreFirst(address, lanes.GetLower(), count);
            StoreFirst(address + Vector128<T>.Count, lanes.GetUpper(), count - Vector128<T>.Count);
        }
        else if (sizeof(T) == sizeof(float))
        {
            Avx2.MaskStore((int*)address, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)), lanes.AsInt32());
        }
        else
        {
            Avx2.MaskStore((long*)address, Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)), lanes.AsInt64());
        }
    }

    /// <inheritdoc cref="StoreFirst{T}(T*, Vector512{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(T* address, Vector128<T> lanes, int count)
        where T : unmanaged
    {
        for (var lane = 0; lane < Math.Min(count, Vector128<T>.Count); lane++)
            address[lane] = lanes.GetElement(lane);
    }
}
