using Annarchy.Randomness;

namespace Annarchy.Connectivity;

/// <summary>Each pair with the same probability, independently.</summary>
/// <remarks>
/// Instead of deciding about every pair, the gaps between connected ones are drawn: they are geometric, and the number of pairs
/// passed over is the whole part of an exponential number over <c>-ln(1 - p)</c>.
/// </remarks>
internal sealed class FixedProbabilityPattern : ConnectionPattern
{
    private const int Batch = 256;

    private readonly ProjectionEnds _ends;
    private readonly RandomKey _key;
    private readonly double _probability;
    private readonly double _meanGap;
    private readonly bool _excludesSelf;

    public FixedProbabilityPattern(ProjectionEnds ends, double probability, bool allowSelfConnections, in RandomKey key)
    {
        _ends = ends;
        _key = key;
        _probability = probability;
        _meanGap = -1.0 / double.LogP1(-probability);
        _excludesSelf = ends.SamePopulation && !allowSelfConnections;
    }

    public override string Description => FormattableString.Invariant($"fixed probability {_probability}");

    public override double Density => _probability;

    public override int MaxRowLength => _ends.PreCount;

    public override int Positions(int row, Span<int> positions)
    {
        if (_probability == 0.0)
            return 0;
        var self = _excludesSelf ? _ends.SelfPosition(Order, row) : -1;
        var key = _key.AtStep(row);
        Span<double> gaps = stackalloc double[Batch];
        var size = BatchSize;
        var drawn = size;
        var count = 0;
        var element = 0L;
        for (var position = -1L; ;)
        {
            if (drawn == size)
            {
                RandomFill.Exponential(gaps[..size], in key, element);
                element += size;
                drawn = 0;
            }

            // A certain connection has no gaps: 0 times the exponential number.
            var gap = gaps[drawn++] * _meanGap;
            if (gap >= _ends.PreCount - position - 1)
                return count;
            position += (long)gap + 1;
            if (position != self)
                positions[count++] = (int)position;
        }
    }

    /// <summary>Draws made at once: few more than a row needs on average.</summary>
    private int BatchSize
    {
        get
        {
            var expected = _ends.PreCount * _probability;
            var enough = expected + (3.0 * Math.Sqrt(expected)) + 1.0;
            return enough >= Batch ? Batch : Math.Max(32, ((int)enough + 31) / 32 * 32);
        }
    }
}
