namespace Annarchy.Entities;

/// <summary>Rows of an archetype: an entity each, and an array for every component type. Never grows, so that rows stay in place.</summary>
internal sealed class Chunk(ComponentType[] types, int capacity)
{
    private readonly Entity[] _entities = new Entity[capacity];
    private readonly Array[] _columns = Array.ConvertAll(types, type => type.CreateArray(capacity));

    public int Count { get; private set; }

    public bool IsFull => Count == _entities.Length;

    public ReadOnlySpan<Entity> Entities => _entities.AsSpan(0, Count);

    public Span<T> Column<T>(int index) => ((T[])_columns[index]).AsSpan(0, Count);

    /// <summary>Adds a row of zeroed components.</summary>
    public int Append(Entity entity)
    {
        _entities[Count] = entity;
        return Count++;
    }

    /// <summary>Copies a component from a row of another chunk.</summary>
    public void CopyFrom(Chunk source, int sourceColumn, int sourceRow, int column, int row) =>
        Array.Copy(source._columns[sourceColumn], sourceRow, _columns[column], row, 1);

    /// <summary>Overwrites a row by the last row of a chunk of the same archetype, which may be this one, and drops that one.</summary>
    /// <returns>The entity that moved.</returns>
    public Entity ReplaceByLast(int row, Chunk last)
    {
        var from = last.Count - 1;
        var moved = last._entities[from];
        _entities[row] = moved;
        for (var column = 0; column < _columns.Length; column++)
        {
            Array.Copy(last._columns[column], from, _columns[column], row, 1);
            Array.Clear(last._columns[column], from, 1);
        }

        last.Count--;
        return moved;
    }
}
