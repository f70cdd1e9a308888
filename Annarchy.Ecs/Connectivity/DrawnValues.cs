using Annarchy.Randomness;

namespace Annarchy.Connectivity;

/// <summary>Drawn independently for each synapse; what a row draws depends on nothing but its number.</summary>
/// <param name="distribution">Where the numbers come from.</param>
/// <param name="key">The stream; each row is a step of it.</param>
/// <param name="minimum">What is drawn below becomes this.</param>
internal sealed class DrawnValues(RandomDistribution distribution, RandomKey key, double minimum = double.NegativeInfinity) : SynapticValues
{
    public override void Fill(int row, ReadOnlySpan<int> positions, Span<double> values)
    {
        distribution.Fill(values, key.AtStep(row));
        if (double.IsNegativeInfinity(minimum))
            return;
        foreach (ref var value in values)
            value = Math.Max(value, minimum);
    }
}
