using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Annarchy.Transmission;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Memory on the stack for two vectors of 512 bits, with room to align them: the virtual lanes of a reduction, the operands of a call.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes + Alignment)]
internal unsafe struct VirtualLanes
{
    /// <summary>Bytes of all lanes.</summary>
    public const int Bytes = 128;

    private const int Alignment = 64;

    /// <summary>The first place in memory of this size where a vector lies on cache lines of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Align(nint memory) => (memory + Alignment - 1) & -Alignment;

    /// <summary>What changes nothing when it is combined with a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Neutral<T>(Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => reduction switch
    {
        Reduction.Maximum => T.NegativeInfinity,
        Reduction.Minimum => T.PositiveInfinity,
        _ => T.Zero,
    };

    /// <summary>Fills the lanes with the neutral value.</summary>
    /// <returns>Where the first lane is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Begin<T>(nint memory, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Align(memory);
        var neutral = Vector512.Create(Neutral<T>(reduction));
        neutral.Store((T*)lanes);
        neutral.Store((T*)lanes + Vector512<T>.Count);
        return lanes;
    }

    /// <summary>Adds the combined lanes to a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTo<T>(nint memory, nint target, int rows, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = (T*)memory;
        switch (reduction)
        {
            case Reduction.Sum:
                *(T*)target += Sum(lanes);
                break;
            case Reduction.Mean:
                *(T*)target += Sum(lanes) / T.CreateChecked(rows);
                break;
            default:
                var extreme = *lanes;
                for (var lane = 1; lane < Bytes / sizeof(T); lane++)
                    extreme = reduction == Reduction.Maximum ? T.Max(extreme, lanes[lane]) : T.Min(extreme, lanes[lane]);
                *(T*)target += extreme;
                break;
        }
    }

    private static T Sum<T>(T* lanes)
        where T : unmanaged, INumberBase<T> => Lanes.Sum(Vector512.Load(lanes), Vector512.Load(lanes + Vector512<T>.Count));
}
