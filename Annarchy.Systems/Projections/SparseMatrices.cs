using Annarchy.Randomness;

namespace Annarchy;

/// <summary>Makes sparse matrices for <see cref="Projection.FromSparse(SparseMatrix, Values, bool)"/>.</summary>
public static class SparseMatrices
{
    /// <summary>An object number no network gives.</summary>
    private const int KeyObject = RandomKey.MaxObjects - 1;

    /// <summary>A matrix that connects two groups of neurons at random.</summary>
    /// <param name="pre">Neurons of the rows.</param>
    /// <param name="post">Neurons of the columns.</param>
    /// <param name="probability">Probability of each pair, from 0 to 1.</param>
    /// <param name="weights">A number or a distribution.</param>
    /// <param name="seed">What determines the matrix; null for the next draws of the network, which differ each time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The weights are several numbers.</exception>
    public static SparseMatrix CreateRandom(NeuronGroup pre, NeuronGroup post, double probability, Values weights, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(pre);
        ArgumentNullException.ThrowIfNull(post);
        if (!(probability is >= 0.0 and <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is from 0 to 1.");
        var random = Seed(seed ?? BitConverter.DoubleToInt64Bits(pre.Whole.Network.DrawAssigned(new Uniform(0.0, 1.0), 1)[0]));
        var ends = new Connectivity.ProjectionEnds(post.Size, pre.Size);
        var pattern = new Connectivity.FixedProbabilityPattern(ends, probability, allowSelfConnections: true, new RandomKey(random, KeyObject, 0));
        var begin = new int[pre.Size + 1];
        var columns = new List<int>();
        var row = new int[post.Size];
        for (var r = 0; r < pre.Size; r++)
        {
            columns.AddRange(row.AsSpan(0, pattern.Positions(r, row)));
            begin[r + 1] = columns.Count;
        }

        return new SparseMatrix(post.Size, begin, [.. columns], Draw(weights, columns.Count, new RandomKey(random, KeyObject, 1)));
    }

    /// <summary>A matrix of delays with the elements of a matrix of weights.</summary>
    /// <param name="weights">The matrix whose elements are repeated.</param>
    /// <param name="delays">ms: a number or a distribution.</param>
    /// <param name="seed">What determines the delays; null for others each time.</param>
    /// <exception cref="ArgumentException">The delays are several numbers.</exception>
    public static SparseMatrix DelaysFromWeights(SparseMatrix weights, Values delays, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var random = Seed(seed ?? Random.Shared.NextInt64());
        return weights.WithValues(Draw(delays, weights.Count, new RandomKey(random, KeyObject, 2)));
    }

    private static ulong Seed(long seed) => unchecked((ulong)seed);

    private static double[] Draw(Values values, int count, in RandomKey key)
    {
        var numbers = new double[count];
        if (values.Distribution is { } distribution)
            distribution.Fill<double>(numbers, in key);
        else if (values.IsScalar)
            Array.Fill(numbers, values.Scalar);
        else
            throw new ArgumentException("Elements of random matrices are a number or a distribution.", nameof(values));
        return numbers;
    }
}
