using System.Numerics;

namespace Annarchy.Diagonal;

/// <summary>Sums that are the same for many neurons: computed once, then added to each block of neurons.</summary>
/// <param name="length">Neurons of a block.</param>
/// <param name="repetitions">Number of blocks.</param>
/// <param name="compute">Computes the sums of a block from inputs and weights.</param>
internal sealed class RepeatedSums<T>(int length, int repetitions, RepeatedSums<T>.Computation compute) : SharedWeightSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _sums = new T[length];

    public delegate void Computation(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights, Span<T> sums);

    public override int PartCount => repetitions;

    public override unsafe long ByteCount => (long)length * sizeof(T);

    public override void Begin(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights) => compute(inputs, weights, _sums);

    public override void Add(int part, Span<T> sums)
    {
        var block = sums.Slice(part * length, length);
        for (var i = 0; i < length; i++)
            block[i] += _sums[i];
    }
}
