namespace Annarchy.AnnToSnn;

/// <summary>A window that goes over the rows and columns of maps (rows, columns, channels).</summary>
/// <param name="Rows">Along the rows.</param>
/// <param name="Columns">Along the columns.</param>
public sealed record Window2D(WindowAxis Rows, WindowAxis Columns)
{
    /// <summary>The shape of what comes out; null where the window is larger than its input.</summary>
    internal int[]? OutputShape(IReadOnlyList<int> input, int channels)
    {
        var (rows, columns) = (Rows.Outputs(input[0]), Columns.Outputs(input[1]));
        return rows > 0 && columns > 0 ? [rows, columns, channels] : null;
    }

    /// <summary>Places of the input that one output sees, and which of the window's elements they meet; padding left out.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="row">Row of the output.</param>
    /// <param name="column">Column of the output.</param>
    internal IEnumerable<(int Input, int Element)> Places(IReadOnlyList<int> input, int row, int column)
    {
        var (top, left) = (Rows.Start(row, input[0]), Columns.Start(column, input[1]));
        for (var i = 0; i < Rows.Size; i++)
        {
            var y = top + (i * Rows.Dilation);
            if ((uint)y >= (uint)input[0])
                continue;
            for (var j = 0; j < Columns.Size; j++)
            {
                var x = left + (j * Columns.Dilation);
                if ((uint)x < (uint)input[1])
                    yield return ((y * input[1]) + x, (i * Columns.Size) + j);
            }
        }
    }
}
