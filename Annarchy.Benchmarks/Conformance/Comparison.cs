using System.Globalization;

namespace Annarchy.Conformance;

/// <summary>Compares series of numbers with what the reference measured, and remembers the largest error and the first difference.</summary>
/// <remarks>
/// In double a value may differ by 1e-9 of the largest absolute value of its series plus 1e-12, and spikes must fall on the same
/// steps; in float by 1e-3 of that largest value, and spike counts by 3 % (one spike in short trains).
/// </remarks>
internal sealed class Comparison(Precision precision)
{
    private readonly double _relative = precision == Precision.Double ? 1e-9 : 1e-3;

    /// <summary>Largest difference met, relative to the largest absolute value of its series.</summary>
    public double LargestError { get; private set; }

    /// <summary>The first thing that disagreed, or null.</summary>
    public string? FirstDifference { get; private set; }

    /// <summary>Reports a disagreement that is not one of numbers.</summary>
    public void Fail(string difference) => FirstDifference ??= difference;

    public void Scalar(string what, double expected, double actual) => Series(what, [expected], [actual]);

    public void Series(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        if (expected.Length != actual.Length)
        {
            Fail($"{what}: expected {expected.Length} values, got {actual.Length}");
            return;
        }

        var scale = 0.0;
        foreach (var value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        var tolerance = (_relative * scale) + (precision == Precision.Double ? 1e-12 : 1e-6);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]);
            if (scale > 0.0 && !(error / scale <= LargestError))
                LargestError = error / scale;
            if (!(error <= tolerance))
                Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }

    public void Integers(string what, ReadOnlySpan<int> expected, ReadOnlySpan<int> actual)
    {
        if (!expected.SequenceEqual(actual))
            Fail($"{what}: expected [{string.Join(", ", expected.ToArray())}], got [{string.Join(", ", actual.ToArray())}]");
    }

    /// <summary>Spike trains by rank; silent neurons absent.</summary>
    public void Spikes(string what, IReadOnlyDictionary<int, int[]> expected, IReadOnlyDictionary<int, int[]> actual)
    {
        if (precision == Precision.Single)
        {
            SpikeCounts(what, expected.Values.Sum(s => s.Length), actual.Values.Sum(s => s.Length));
            return;
        }

        foreach (var rank in expected.Keys.Union(actual.Keys).Order())
            Integers($"{what} of neuron {rank}", expected.GetValueOrDefault(rank, []), actual.GetValueOrDefault(rank, []));
    }

    private void SpikeCounts(string what, int expected, int actual)
    {
        if (Math.Abs(expected - actual) > Math.Max(1.0, 0.03 * expected))
            Fail($"{what}: expected {expected} spikes, got {actual}");
    }
}
