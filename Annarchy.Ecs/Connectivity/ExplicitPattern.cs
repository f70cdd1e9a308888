namespace Annarchy.Connectivity;

/// <summary>Synapses enumerated one by one, by rank.</summary>
internal sealed class ExplicitPattern : ConnectionPattern
{
    private readonly int[] _begin;
    private readonly int[] _pre;
    private readonly double[]? _weights;
    private readonly double[]? _delays;

    /// <summary>Synapses already in compressed rows: of row <c>r</c>, the elements <c>begin[r]</c> to <c>begin[r + 1]</c>.</summary>
    public ExplicitPattern(string description, int[] begin, int[] pre, double[]? weights, double[]? delays)
    {
        Description = description;
        _begin = begin;
        _pre = pre;
        _weights = weights;
        _delays = delays;
        for (var row = 0; row + 1 < begin.Length; row++)
            MaxRowLength = Math.Max(MaxRowLength, begin[row + 1] - begin[row]);
    }

    public override string Description { get; }

    public override bool HasWeights => _weights is not null;

    public override bool HasDelays => _delays is not null;

    public override int MaxRowLength { get; }

    public override int Positions(int row, Span<int> positions)
    {
        var source = _pre.AsSpan(_begin[row].._begin[row + 1]);
        source.CopyTo(positions);
        return source.Length;
    }

    public override int RowLength(int row, Span<int> scratch) => _begin[row + 1] - _begin[row];

    public override void Weights(int row, Span<double> weights) => _weights.AsSpan(_begin[row].._begin[row + 1]).CopyTo(weights);

    public override void Delays(int row, Span<double> delays) => _delays.AsSpan(_begin[row].._begin[row + 1]).CopyTo(delays);
}
