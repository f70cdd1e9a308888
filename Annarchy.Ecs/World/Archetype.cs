namespace Annarchy.Entities;

/// <summary>The entities that have exactly the same component types, in chunks that double in size up to a limit.</summary>
internal sealed class Archetype
{
    private const int SmallestChunk = 4;
    private const int LargestChunk = 256;

    private readonly ComponentType[] _types;
    private readonly int[] _columnByType;
    private readonly List<Chunk> _chunks = [];
    private readonly Dictionary<int, Archetype> _neighbours = [];
    private int _last = -1;

    public Archetype(ComponentSet components, ComponentType[] types)
    {
        Components = components;
        _types = types;
        _columnByType = new int[types.Length == 0 ? 0 : types.Max(type => type.Id) + 1];
        Array.Fill(_columnByType, -1);
        for (var column = 0; column < types.Length; column++)
            _columnByType[types[column].Id] = column;
    }

    public ComponentSet Components { get; }

    public ReadOnlySpan<ComponentType> Types => _types;

    /// <summary>Chunks in use; all but the last are full.</summary>
    public int ChunkCount => _last + 1;

    public int EntityCount
    {
        get
        {
            var count = 0;
            for (var i = 0; i < ChunkCount; i++)
                count += _chunks[i].Count;
            return count;
        }
    }

    public Chunk this[int chunk] => _chunks[chunk];

    /// <summary>Column of a component type, or -1.</summary>
    public int ColumnOf(int type) => type < _columnByType.Length ? _columnByType[type] : -1;

    /// <summary>The archetype with a type more (if it is absent here) or less (if it is present), if it has been asked for before.</summary>
    public Archetype? Neighbour(int type) => _neighbours.GetValueOrDefault(type);

    public void SetNeighbour(int type, Archetype neighbour) => _neighbours[type] = neighbour;

    public (int Chunk, int Row) Append(Entity entity)
    {
        if (_last < 0 || _chunks[_last].IsFull)
        {
            _last++;
            if (_last == _chunks.Count)
                _chunks.Add(new Chunk(_types, Math.Min(SmallestChunk << Math.Min(_last, 16), LargestChunk)));
        }

        return (_last, _chunks[_last].Append(entity));
    }

    /// <summary>Copies the components that both archetypes have.</summary>
    public void CopyShared(int chunk, int row, Archetype source, int sourceChunk, int sourceRow)
    {
        for (var column = 0; column < _types.Length; column++)
        {
            var sourceColumn = source.ColumnOf(_types[column].Id);
            if (sourceColumn >= 0)
                _chunks[chunk].CopyFrom(source._chunks[sourceChunk], sourceColumn, sourceRow, column, row);
        }
    }

    /// <summary>Removes a row; the last row takes its place.</summary>
    /// <returns>The entity that is in this row now, or the removed one if it was the last.</returns>
    public Entity Remove(int chunk, int row)
    {
        var moved = _chunks[chunk].ReplaceByLast(row, _chunks[_last]);
        if (_chunks[_last].Count == 0)
            _last--;
        return moved;
    }
}
