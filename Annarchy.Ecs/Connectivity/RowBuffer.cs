namespace Annarchy.Connectivity;

/// <summary>One row as generated.</summary>
internal sealed class RowBuffer(int capacity)
{
    private readonly int[] _positions = new int[capacity];
    private readonly double[] _weights = new double[capacity];
    private double[] _delays = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Count);

    public ReadOnlySpan<double> Delays => _delays.AsSpan(0, Count);

    public int CountOnly(ConnectionPattern pattern, int row) => pattern.RowLength(row, _positions);

    public void Generate(ConnectionPattern pattern, int row) => Count = pattern.Positions(row, _positions);

    public void DrawWeights(ConnectionPattern pattern, SynapticValues values, int row)
    {
        if (pattern.HasWeights)
            pattern.Weights(row, _weights.AsSpan(0, Count));
        else
            values.Fill(row, Positions, _weights.AsSpan(0, Count));
    }

    public void DrawDelays(ConnectionPattern pattern, SynapticValues values, int row)
    {
        if (_delays.Length == 0)
            _delays = new double[_positions.Length];
        if (pattern.HasDelays)
            pattern.Delays(row, _delays.AsSpan(0, Count));
        else
            values.Fill(row, Positions, _delays.AsSpan(0, Count));
    }
}
