namespace Annarchy.Connectivity;

/// <summary>What the weights or delays of new synapses are.</summary>
internal abstract class SynapticValues
{
    /// <summary>The one value all synapses have; null when they may differ.</summary>
    public virtual double? Single => null;

    /// <summary>Writes the values of the synapses of a row at the given positions.</summary>
    public abstract void Fill(int row, ReadOnlySpan<int> positions, Span<double> values);
}

/// <summary>One number for all.</summary>
internal sealed class ConstantValues(double value) : SynapticValues
{
    public override double? Single => value;

    public override void Fill(int row, ReadOnlySpan<int> positions, Span<double> values) => values.Fill(value);
}

/// <summary>One number per row: for patterns whose rows have one synapse.</summary>
internal sealed class RowValues(double[] perRow) : SynapticValues
{
    public override void Fill(int row, ReadOnlySpan<int> positions, Span<double> values) => values.Fill(perRow[row]);
}

/// <summary>One number per pair of positions, post-synaptic first, in row-major order.</summary>
internal sealed class MatrixValues(double[] items, int columns) : SynapticValues
{
    public override void Fill(int row, ReadOnlySpan<int> positions, Span<double> values)
    {
        var source = items.AsSpan(row * columns, columns);
        for (var i = 0; i < positions.Length; i++)
            values[i] = source[positions[i]];
    }
}
