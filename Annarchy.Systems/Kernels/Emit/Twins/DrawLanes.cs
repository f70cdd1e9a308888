using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Randomness;

namespace Annarchy.Kernels.Emit;

/// <summary>A draw of one parameter.</summary>
internal unsafe delegate Vector512<T> Vector512Draw<T>(Vector512<T> x, KernelSpikes* run, int row, int stream);

/// <summary>A draw of two parameters.</summary>
internal unsafe delegate Vector512<T> Vector512Draw2<T>(Vector512<T> x, Vector512<T> y, KernelSpikes* run, int row, int stream);

/// <summary>
/// Draws whose parameters shape the distribution. Lane by lane, since methods of rejection take another number of attempts in every
/// lane, but for binomial numbers of one distribution, which are drawn for many rows at a time.
/// </summary>
internal static unsafe class Vector512Draws
{
    /// <summary>Gamma numbers of scale 1 for the rows from <paramref name="row"/>.</summary>
    public static Vector512<T> Gamma<T>(Vector512<T> shape, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector512<T> result);
        var key = run->Random.AtStream(stream);
        RandomDraws.Gamma(new ReadOnlySpan<T>(&shape, Vector512<T>.Count), new Span<T>(&result, Vector512<T>.Count), in key, row);
        return result;
    }

    /// <summary>Binomial numbers for the rows from <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Binomial<T>(Vector512<T> trials, Vector512<T> probability, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (n, p) = (trials.ToScalar(), probability.ToScalar());
        if (run->Binomials is null || trials != Vector512.Create(n) || probability != Vector512.Create(p))
            return BinomialByLane(trials, probability, run, row, stream);
        var group = run->Binomials + (stream % KernelSpikes.BinomialStreams);
        var numbers = BinomialGroup.Of<T>(group, double.CreateTruncating(n), double.CreateTruncating(p), in run->Random, stream, row);
        return Vector512.Load(numbers + (row % BinomialGroup.Size));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<T> BinomialByLane<T>(Vector512<T> trials, Vector512<T> probability, KernelSpikes* run, int row, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector512<T> result);
        var key = run->Random.AtStream(stream);
        RandomDraws.Binomial(
            new ReadOnlySpan<T>(&trials, Vector512<T>.Count),
            new ReadOnlySpan<T>(&probability, Vector512<T>.Count),
            new Span<T>(&result, Vector512<T>.Count),
            in key,
            row);
        return result;
    }
}
