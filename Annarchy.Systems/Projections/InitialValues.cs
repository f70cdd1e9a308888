using Annarchy.Connectivity;
using Annarchy.Randomness;

namespace Annarchy.Projections;

/// <summary>What users give as weights and delays, in the form patterns take.</summary>
internal static class InitialValues
{
    /// <exception cref="ArgumentException">An array does not fit the pattern.</exception>
    public static SynapticValues From(
        Values values, string what, string projection, ProjectionEnds ends, ConnectionPattern pattern, in RandomKey key)
    {
        if (values.Distribution is { } distribution)
            return new DrawnValues(distribution, key, what == "delays" ? 0.0 : double.NegativeInfinity);
        if (values.IsScalar)
            return new ConstantValues(values.Scalar);
        if (pattern is OneToOnePattern)
        {
            var pairs = Math.Min(ends.PreCount, ends.PostCount);
            return values.Count == pairs
                ? new RowValues(values.ToArray())
                : throw new ArgumentException($"Projection {projection}: {pairs} pairs need one number or {pairs} of them as {what}, not {values.Count}.", what);
        }

        if (pattern.IsComplete && pattern.Order == StorageOrder.ByPost)
        {
            return values.Shape is [var rows, var columns] && rows == ends.PostCount && columns == ends.PreCount
                ? new MatrixValues(values.ToArray(), columns)
                : throw new ArgumentException(
                    $"Projection {projection}: {what} are a number, a distribution or a matrix of shape ({ends.PostCount}, {ends.PreCount}), "
                    + $"post-synaptic neurons first; an array of shape ({string.Join(", ", values.Shape)}) was given.",
                    what);
        }

        throw new ArgumentException(
            $"Projection {projection}: {what} are a number or a distribution, since it is not known in advance which neurons are connected; "
            + $"an array of {values.Count} was given.",
            what);
    }

    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    public static void CheckWeights(Values weights, string projection)
    {
        foreach (var weight in weights)
        {
            if (double.IsNaN(weight))
                throw new ArgumentException($"Projection {projection}: a weight is not a number.", nameof(weights));
        }
    }

    /// <exception cref="ArgumentException">A delay is negative or not finite, or could be drawn so.</exception>
    public static void CheckDelays(Values delays, string projection)
    {
        if (delays.Distribution is { } distribution)
        {
            if (distribution.Min < 0.0 && !double.IsNegativeInfinity(distribution.Min))
            {
                throw new ArgumentException(
                    $"Projection {projection}: delays drawn from {distribution} may be negative; delays are at least 0.", nameof(delays));
            }

            return;
        }

        foreach (var delay in delays)
            _ = DelaySteps.From(delay, 1.0, projection);
    }
}
