using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>A matrix most of whose elements do not exist, in compressed rows; immutable.</summary>
/// <remarks>
/// An element that is stored exists even if it is 0. In a matrix of weights for <c>Projection.FromSparse</c> rows are pre-synaptic and
/// columns post-synaptic neurons, as in ANNarchy.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A matrix is what it is called.")]
public sealed class SparseMatrix : IReadOnlyCollection<(int Row, int Column, double Value)>
{
    private readonly int[] _begin;
    private readonly int[] _columns;
    private readonly double[] _values;

    /// <summary>Makes a matrix of single elements.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="elements">The elements that exist, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or an element outside the matrix.</exception>
    /// <exception cref="ArgumentException">An element is given twice.</exception>
    public SparseMatrix(int rows, int columns, IEnumerable<(int Row, int Column, double Value)> elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentNullException.ThrowIfNull(elements);
        (Rows, Columns) = (rows, columns);
        var sorted = elements.ToArray();
        foreach (var (row, column, _) in sorted)
        {
            if ((uint)row >= (uint)rows || (uint)column >= (uint)columns)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(elements), (row, column), $"The element is outside a matrix of {rows} rows and {columns} columns.");
            }
        }

        Array.Sort(sorted, (a, b) => a.Row != b.Row ? a.Row.CompareTo(b.Row) : a.Column.CompareTo(b.Column));
        _begin = new int[rows + 1];
        _columns = new int[sorted.Length];
        _values = new double[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && (sorted[i].Row, sorted[i].Column) == (sorted[i - 1].Row, sorted[i - 1].Column))
                throw new ArgumentException($"Element ({sorted[i].Row}, {sorted[i].Column}) is given more than once.", nameof(elements));
            _begin[sorted[i].Row + 1]++;
            (_columns[i], _values[i]) = (sorted[i].Column, sorted[i].Value);
        }

        for (var row = 0; row < rows; row++)
            _begin[row + 1] += _begin[row];
    }

    /// <summary>Makes a matrix of compressed rows.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="begin">First element of each row, and the number of elements at the end.</param>
    /// <param name="columnOf">Column of each element, ascending within a row.</param>
    /// <param name="values">Value of each element.</param>
    /// <exception cref="ArgumentException">The arrays do not make a matrix.</exception>
    public SparseMatrix(int columns, ReadOnlySpan<int> begin, ReadOnlySpan<int> columnOf, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (begin.IsEmpty || begin[0] != 0 || begin[^1] != columnOf.Length)
            throw new ArgumentException("Row beginnings go from 0 to the number of elements.", nameof(begin));
        if (columnOf.Length != values.Length)
            throw new ArgumentException($"There are {columnOf.Length} columns but {values.Length} values.", nameof(values));
        for (var row = 0; row + 1 < begin.Length; row++)
        {
            if (begin[row + 1] < begin[row] || begin[row + 1] > columnOf.Length)
                throw new ArgumentException($"Row {row} ends before it begins, or after the last element.", nameof(begin));
            for (var i = begin[row]; i < begin[row + 1]; i++)
            {
                if ((uint)columnOf[i] >= (uint)columns || (i > begin[row] && columnOf[i] <= columnOf[i - 1]))
                    throw new ArgumentException($"The columns of row {row} do not ascend within 0 to {columns - 1}.", nameof(columnOf));
            }
        }

        (Rows, Columns) = (begin.Length - 1, columns);
        (_begin, _columns, _values) = ([.. begin], [.. columnOf], [.. values]);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of elements that exist.</summary>
    public int Count => _values.Length;

    /// <summary>An element; null if it does not exist.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    public double? this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
            var found = Array.BinarySearch(_columns, _begin[row], _begin[row + 1] - _begin[row], column);
            return found < 0 ? null : _values[found];
        }
    }

    /// <summary>The same elements with other values.</summary>
    /// <param name="values">One per element, in order of rows and columns.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than elements.</exception>
    public SparseMatrix WithValues(ReadOnlySpan<double> values) => new(Columns, _begin, _columns, values);

    /// <summary>The elements, in order of rows and columns.</summary>
    public IEnumerator<(int Row, int Column, double Value)> GetEnumerator()
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var i = _begin[row]; i < _begin[row + 1]; i++)
                yield return (row, _columns[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether elements exist at the same places.</summary>
    internal bool HasSamePattern(SparseMatrix other) =>
        Rows == other.Rows && Columns == other.Columns && _begin.AsSpan().SequenceEqual(other._begin) && _columns.AsSpan().SequenceEqual(other._columns);

    /// <summary>The values, in order of rows and columns.</summary>
    internal ReadOnlySpan<double> Values => _values;
}
