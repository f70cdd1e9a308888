using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Kernels.Emit;

/// <summary>Reads and writes of vectors whose rows are scattered, or do not all belong to a run.</summary>
internal static unsafe class Vector512Rows
{
    /// <summary>The elements of a column at the places of a vector of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Gather<T>(nint column, nint places)
        where T : unmanaged
    {
        LaneMemory.Gather((T*)column, (int*)places, out Vector512<T> lanes);
        return lanes;
    }

    /// <summary>Writes the lanes of the first rows to their places in a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(nint column, nint places, Vector512<T> lanes, int rows)
        where T : unmanaged
    {
        var elements = (T*)column;
        var indices = (int*)places;
        if (rows >= Vector512<T>.Count)
        {
            for (var lane = 0; lane < Vector512<T>.Count; lane++)
                elements[indices[lane]] = ((T*)&lanes)[lane];
        }
        else
        {
            for (var lane = 0; lane < rows; lane++)
                elements[indices[lane]] = ((T*)&lanes)[lane];
        }
    }

    /// <summary>Writes the lanes of the first rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(nint address, Vector512<T> lanes, int rows)
        where T : unmanaged => LaneMemory.StoreFirst((T*)address, lanes, rows);

    /// <summary>The lanes of the first rows; in the others what changes nothing when it is combined with a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> KeepFirst<T>(Vector512<T> lanes, int rows, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var isFirst = typeof(T) == typeof(float)
            ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(rows)).As<int, T>()
            : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)rows)).As<long, T>();
        return Vector512.ConditionalSelect(isFirst, lanes, Vector512.Create(VirtualLanes.Neutral<T>(reduction)));
    }
}
