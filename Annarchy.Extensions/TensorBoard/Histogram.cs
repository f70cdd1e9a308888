namespace Annarchy.TensorBoard;

/// <summary>How often values fall into bins of equal width between the smallest and the largest.</summary>
internal sealed class Histogram
{
    private const int Bins = 64;

    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public Histogram(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("A histogram needs at least one value.", nameof(values));
        (Minimum, Maximum, Count) = (double.PositiveInfinity, double.NegativeInfinity, values.Length);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"A histogram is of finite values; {value} is none.", nameof(values));
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
            Sum += value;
            SumOfSquares += value * value;
        }

        // Scaled before they are subtracted, here and below, so that no range is too large.
        var width = (Maximum / Bins) - (Minimum / Bins);
        var bins = width > 0.0 ? Bins : 1;
        Limits = new double[bins];
        Counts = new double[bins];
        for (var i = 0; i < bins - 1; i++)
            Limits[i] = double.Lerp(Minimum, Maximum, (i + 1.0) / Bins);
        Limits[^1] = Maximum;
        foreach (var value in values)
            Counts[bins == 1 ? 0 : Math.Min((int)((value / width) - (Minimum / width)), bins - 1)]++;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public long Count { get; }

    public double Sum { get; }

    public double SumOfSquares { get; }

    /// <summary>Right edge of each bin.</summary>
    public double[] Limits { get; }

    /// <summary>Values in each bin.</summary>
    public double[] Counts { get; }
}
