namespace Annarchy.Diagonal;

/// <summary>Diagonals through two dimensions: a neuron's synapses depend on its column alone.</summary>
internal sealed class DiagonalRule(Geometry pre, Geometry post, int filter, int offset, int slope) : SharedWeightRule
{
    private readonly (int Rows, int Columns) _pre = (pre[0], pre[1]);
    private readonly int _start = slope < 0 ? offset : -offset;
    private readonly int _centre = filter / 2;

    public override string Description { get; } = $"diagonals of slope {slope} and offset {offset} with a filter of {filter}";

    public override IReadOnlyList<int> WeightShape { get; } = [filter];

    public override int MaxRowLength => checked(_pre.Rows * filter);

    public override int CopyRow(int rank, Span<int> preRanks, Span<int> weights)
    {
        var count = 0;
        for (var row = 0; row < _pre.Rows; row++)
        {
            var (first, begin, end) = Row(rank % post[1], row);
            for (var f = begin; f < end; f++)
                (preRanks[count], weights[count++]) = (first + f, f);
        }

        return count;
    }

    public override SharedWeightSums<T>? CreateSums<T>(SharedContribution contribution) => contribution is { IsWeighted: true, Operation: "sum" }
        ? new RepeatedSums<T>(post[1], post[0], Sum)
        : null;

    private void Sum<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights, Span<T> sums)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (var column = 0; column < sums.Length; column++)
        {
            var sum = T.Zero;
            for (var row = 0; row < _pre.Rows; row++)
            {
                var (first, begin, end) = Row(column, row);
                for (var f = begin; f < end; f++)
                    sum += weights[f] * inputs[first + f];
            }

            sums[column] = sum;
        }
    }

    /// <summary>The part of the filter that lies inside of a row, and the rank below its first element, which may be outside.</summary>
    private (int First, int Begin, int End) Row(int column, int row)
    {
        var centre = column + _start + ((long)slope * row);
        if (centre < 0 || centre >= _pre.Columns)
            return default;
        var left = (int)centre - _centre;
        return ((row * _pre.Columns) + left, Math.Max(0, -left), Math.Min(filter, _pre.Columns - left));
    }
}
