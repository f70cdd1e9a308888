using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Annarchy.Transmission;

/// <summary>
/// Vector pieces shared by weighted sums. Sums are kept in <see cref="Count{T}"/> virtual lanes, element <c>j</c> of a row in lane
/// <c>j mod Count</c>, and added up in one fixed order, so that a sum has the same bits on any machine and any number of threads.
/// </summary>
/// <remarks>
/// The loops of this folder are compiled at full optimization at once: a simulation may be over before the runtime replaces a first
/// version, in which vectors are a hundred times slower.
/// </remarks>
internal static unsafe class Lanes
{
    /// <summary>Virtual lanes of a sum: two widest vectors.</summary>
    public static int Count<T>()
        where T : unmanaged => 2 * Vector512<T>.Count;

    /// <summary>Adds up both halves of the virtual lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector512<T> first, Vector512<T> second)
        where T : unmanaged, INumberBase<T>
    {
        var v512 = first + second;
        var v256 = v512.GetLower() + v512.GetUpper();
        var v128 = v256.GetLower() + v256.GetUpper();
        var v64 = v128.GetLower() + v128.GetUpper();
        return typeof(T) == typeof(float) ? v64.GetElement(0) + v64.GetElement(1) : v64.GetElement(0);
    }

    /// <summary><c>x * y + z</c>, rounded once; of reals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
    }

    /// <summary>All ones in the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> First<T>(int count)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
            : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
    }

    /// <summary>Asks for a cache line that will be read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Asks for a cache line that will be read later: into the second cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchFar(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }

    /// <summary>The elements of a table at the places in <paramref name="cells"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Gather<T>(T* table, int* cells)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return GatherSingles((float*)table, cells).As<float, T>();
        return GatherDoubles((double*)table, cells).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> GatherSingles(float* table, int* cells)
    {
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.GatherVector256(table, Vector256.Load(cells), sizeof(float)),
                Avx2.GatherVector256(table, Vector256.Load(cells + 8), sizeof(float)));
        }

        return Vector512.Create(
            table[cells[0]], table[cells[1]], table[cells[2]], table[cells[3]],
            table[cells[4]], table[cells[5]], table[cells[6]], table[cells[7]],
            table[cells[8]], table[cells[9]], table[cells[10]], table[cells[11]],
            table[cells[12]], table[cells[13]], table[cells[14]], table[cells[15]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> GatherDoubles(double* table, int* cells)
    {
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.GatherVector256(table, Vector128.Load(cells), sizeof(double)),
                Avx2.GatherVector256(table, Vector128.Load(cells + 4), sizeof(double)));
        }

        return Vector512.Create(
            table[cells[0]], table[cells[1]], table[cells[2]], table[cells[3]],
            table[cells[4]], table[cells[5]], table[cells[6]], table[cells[7]]);
    }
}
