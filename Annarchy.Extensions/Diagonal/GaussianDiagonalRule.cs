using System.Numerics;

namespace Annarchy.Diagonal;

/// <summary>Diagonals through four dimensions: a neuron's synapses depend on its last two coordinates, their weights on two distances.</summary>
internal sealed class GaussianDiagonalRule : SharedWeightRule
{
    private readonly Geometry _pre;
    private readonly Geometry _post;
    private readonly double?[] _table;

    /// <param name="pre">Shape of the pre-synaptic population.</param>
    /// <param name="post">Shape of the post-synaptic population.</param>
    /// <param name="weight">Weight at two distances; null where there is no synapse.</param>
    public GaussianDiagonalRule(Geometry pre, Geometry post, Func<double, double, double?> weight)
    {
        (_pre, _post) = (pre, post);
        (Wide, High) = (pre[0] + pre[2] - 1, pre[1] + pre[3] - 1);
        WeightShape = [post[2] + Wide - 1, post[3] + High - 1];
        var (width, height) = (WeightShape[0], WeightShape[1]);
        _table = new double?[checked(width * height)];
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
                _table[(x * height) + y] = weight(x - (Wide - 1) + (pre[0] / 2), y - (High - 1) + (pre[1] / 2));
        }
    }

    public override string Description => $"diagonals through four dimensions, {_table.Count(w => w is not null)} of {_table.Length} weights";

    /// <summary>Weights by distance, from the smallest on.</summary>
    public override IReadOnlyList<int> WeightShape { get; }

    public override int MaxRowLength => _pre.Size;

    /// <summary>The weights at the start; 0 where there is no synapse.</summary>
    public double[] Weights => Array.ConvertAll(_table, w => w ?? 0.0);

    /// <summary>Number of diagonals, along both pairs of dimensions.</summary>
    private int Wide { get; }

    private int High { get; }

    public override int CopyRow(int post, Span<int> preRanks, Span<int> weights)
    {
        var (x, y) = (post / _post[3] % _post[2], post % _post[3]);
        var count = 0;
        for (var rank = 0; rank < _pre.Size; rank++)
        {
            var (across, down) = DiagonalOf(rank);
            var weight = WeightOf(x - across, y - down);
            if (_table[weight] is not null)
                (preRanks[count], weights[count++]) = (rank, weight);
        }

        return count;
    }

    public override SharedWeightSums<T>? CreateSums<T>(SharedContribution contribution)
    {
        if (contribution is not { IsWeighted: true, Operation: "sum" })
            return null;
        var diagonals = new T[Wide * High];
        return new RepeatedSums<T>(_post[2] * _post[3], _post[0] * _post[1], (inputs, weights, sums) => Sum(inputs, weights, sums, diagonals));
    }

    /// <summary>Sums along diagonals first: there are far fewer of them than neurons.</summary>
    private void Sum<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights, Span<T> sums, Span<T> diagonals)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        diagonals.Clear();
        for (var rank = 0; rank < inputs.Length; rank++)
        {
            var (across, down) = DiagonalOf(rank);
            diagonals[(across * High) + down] += inputs[rank];
        }

        for (var post = 0; post < sums.Length; post++)
        {
            var (x, y) = (post / _post[3], post % _post[3]);
            var sum = T.Zero;
            for (var across = 0; across < Wide; across++)
            {
                for (var down = 0; down < High; down++)
                {
                    var weight = WeightOf(x - across, y - down);
                    if (_table[weight] is not null)
                        sum += weights[weight] * diagonals[(across * High) + down];
                }
            }

            sums[post] = sum;
        }
    }

    private (int Across, int Down) DiagonalOf(int rank)
    {
        var (a, b, u, v) = (rank / (_pre[1] * _pre[2] * _pre[3]), rank / (_pre[2] * _pre[3]) % _pre[1], rank / _pre[3] % _pre[2], rank % _pre[3]);
        return (a + u, b + v);
    }

    private int WeightOf(int across, int down) => ((across + Wide - 1) * WeightShape[1]) + down + High - 1;
}
