namespace Annarchy.Convolutions;

/// <summary>Every neuron receives all of the window below it, as far as it lies inside of the map, with one weight for all.</summary>
internal sealed class PoolingRule(Stencil windows, bool allInside, string description) : SharedWeightRule
{
    public override string Description => description;

    public override IReadOnlyList<int> WeightShape { get; } = [1];

    public override int MaxRowLength => windows.Elements;

    public override long ByteCount => windows.ByteCount;

    public override int CopyRow(int post, Span<int> preRanks, Span<int> weights)
    {
        windows.CopyRanks(post, repeatsBorder: false, preRanks);
        var count = 0;
        foreach (var rank in preRanks[..windows.Elements])
        {
            if (rank != Outside)
                preRanks[count++] = rank;
        }

        weights[..count].Clear();
        return count;
    }

    public override SharedWeightSums<T>? CreateSums<T>(SharedContribution contribution)
    {
        return contribution switch
        {
            { IsWeighted: true } => null,
            { Operation: "sum" } => Sums<PlainSum<T>>(T.One),
            { Operation: "mean" } when allInside => Sums<PlainSum<T>>(T.CreateTruncating(windows.Elements)),
            { Operation: "max" } => Sums<Greatest<T>>(T.One),
            { Operation: "min" } => Sums<Least<T>>(T.One),
            _ => null,
        };

        WindowSums<T, TOperation> Sums<TOperation>(T divisor)
            where TOperation : struct, IWindowOperation<T> =>
            new(new PaddedMap<T>(windows, TOperation.Start, repeatsBorder: false), 1, divisor);
    }
}
