namespace Annarchy.Convolutions;

/// <summary>Every neuron of a map receives the weights of a filter from the window below it; with several filters, one neuron for each.</summary>
internal sealed class ConvolutionRule(Stencil windows, int[] weightShape, int filters, Padding padding, string description) : SharedWeightRule
{
    public override string Description => description;

    public override IReadOnlyList<int> WeightShape => weightShape;

    public override int MaxRowLength => windows.Elements;

    public override double Padding => padding.Value;

    public override long ByteCount => windows.ByteCount;

    public override int CopyRow(int post, Span<int> preRanks, Span<int> weights)
    {
        var (window, filter) = Math.DivRem(post, filters);
        windows.CopyRanks(window, padding.RepeatsBorder, preRanks);
        for (var i = 0; i < windows.Elements; i++)
            weights[i] = (filter * windows.Elements) + i;
        return windows.Elements;
    }

    public override SharedWeightSums<T>? CreateSums<T>(SharedContribution contribution)
    {
        if (!contribution.IsWeighted || contribution.Operation is not ("sum" or "mean"))
            return null;
        var map = new PaddedMap<T>(windows, T.CreateTruncating(padding.Value), padding.RepeatsBorder);
        var divisor = T.CreateTruncating(contribution.Operation == "mean" ? windows.Elements : 1);
        return FilterBankSums<T>.Suits(filters) ? new FilterBankSums<T>(map, filters, divisor) : new WindowSums<T, WeightedSum<T>>(map, filters, divisor);
    }
}
