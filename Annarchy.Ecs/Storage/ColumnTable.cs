using System.Diagnostics.CodeAnalysis;

namespace Annarchy.Storage;

/// <summary>Columns of a population or projection by name, in order of declaration; owns their memory.</summary>
internal sealed class ColumnTable(Precision precision) : IDisposable
{
    private readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);
    private readonly List<Column> _columns = [];

    public Precision Precision { get; } = precision;

    public IReadOnlyList<Column> Columns => _columns;

    public nuint ByteCount
    {
        get
        {
            nuint total = 0;
            foreach (var column in _columns)
                total += column.ByteCount;
            return total;
        }
    }

    public Column this[string name] =>
        TryGet(name, out var column) ? column : throw new KeyNotFoundException($"There is no column '{name}'.");

    public bool TryGet(string name, [NotNullWhen(true)] out Column? column) => _byName.TryGetValue(name, out column);

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Adds a zeroed column.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Column Add(string name, AttributeKind kind, long rows)
    {
        if (_byName.ContainsKey(name))
            throw new ArgumentException($"There is already a column '{name}'.", nameof(name));
        var column = new Column(name, kind, Precision, rows);
        _byName.Add(name, column);
        _columns.Add(column);
        return column;
    }

    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }
}
