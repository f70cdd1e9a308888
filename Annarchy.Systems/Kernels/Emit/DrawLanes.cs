using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Randomness;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Draws whose parameters shape the distribution, lane by lane: methods of rejection take another number of attempts in every lane.
/// Emitted code calls them by name, with the parameters, where the key is, the first row and the stream.
/// </summary>
internal static unsafe class DrawLanes
{
    public static Vector128<T> Gamma<T>(Vector128<T> shape, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector128<T> result);
        Gamma((T*)&shape, (T*)&result, Vector128<T>.Count, run, row, stream);
        return result;
    }

    public static Vector256<T> Gamma<T>(Vector256<T> shape, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector256<T> result);
        Gamma((T*)&shape, (T*)&result, Vector256<T>.Count, run, row, stream);
        return result;
    }

    public static Vector512<T> Gamma<T>(Vector512<T> shape, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector512<T> result);
        Gamma((T*)&shape, (T*)&result, Vector512<T>.Count, run, row, stream);
        return result;
    }

    public static Vector128<T> Binomial<T>(Vector128<T> trials, Vector128<T> probability, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector128<T> result);
        Binomial((T*)&trials, (T*)&probability, (T*)&result, Vector128<T>.Count, run, row, stream);
        return result;
    }

    public static Vector256<T> Binomial<T>(Vector256<T> trials, Vector256<T> probability, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector256<T> result);
        Binomial((T*)&trials, (T*)&probability, (T*)&result, Vector256<T>.Count, run, row, stream);
        return result;
    }

    public static Vector512<T> Binomial<T>(Vector512<T> trials, Vector512<T> probability, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector512<T> result);
        Binomial((T*)&trials, (T*)&probability, (T*)&result, Vector512<T>.Count, run, row, stream);
        return result;
    }

    private static void Gamma<T>(T* shape, T* result, int count, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var key = run->Random.AtStream(stream);
        RandomDraws.Gamma(new ReadOnlySpan<T>(shape, count), new Span<T>(result, count), in key, row);
    }

    private static void Binomial<T>(T* trials, T* probability, T* result, int count, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var key = run->Random.AtStream(stream);
        RandomDraws.Binomial(
            new ReadOnlySpan<T>(trials, count), new ReadOnlySpan<T>(probability, count), new Span<T>(result, count), in key, row);
    }
}
