using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>The values of columns at the moment the network was compiled, for resets; one number where all rows are equal.</summary>
internal sealed class InitialState
{
    private readonly List<(Column Column, double First, double[]? Rows)> _values = [];

    public InitialState(ColumnTable columns)
    {
        foreach (var column in columns.Columns)
        {
            var first = column[0];
            _values.Add((column, first, IsUniform(column, first) ? null : column.ToArray()));
        }
    }

    /// <summary>Gives the columns their values back.</summary>
    /// <param name="names">Names of the columns; null for all.</param>
    public void Restore(IReadOnlyCollection<string>? names = null)
    {
        foreach (var (column, first, rows) in _values)
        {
            if (names is not null && !names.Contains(column.Name))
                continue;
            if (rows is null)
                column.Fill(first);
            else
                column.CopyFrom(rows);
        }
    }

    private static bool IsUniform(Column column, double first)
    {
        for (var row = 1L; row < column.Length; row++)
        {
            if (!column[row].Equals(first))
                return false;
        }

        return true;
    }
}
