namespace Annarchy.Entities;

/// <summary>Walks the chunks of a query as long as the structure of the world stays as it is.</summary>
internal struct ChunkCursor
{
    private readonly World _world;
    private readonly List<Archetype> _archetypes;
    private readonly int _version;
    private int _archetype;
    private int _chunk;

    public ChunkCursor(Query query)
    {
        _world = query.World;
        _archetypes = query.Matches;
        _version = _world.StructureVersion;
        _chunk = -1;
    }

    private readonly Archetype Archetype => _archetypes[_archetype];

    public readonly ReadOnlySpan<Entity> Entities => Archetype[_chunk].Entities;

    public readonly Span<T> Column<T>()
        where T : struct => Archetype[_chunk].Column<T>(Archetype.ColumnOf(Component<T>.Id));

    public readonly void CheckUnchanged()
    {
        if (_version != _world.StructureVersion)
        {
            throw new InvalidOperationException(
                "Entities or components were added or removed while a query was walked; collect the entities first, change them after.");
        }
    }

    public bool MoveNext()
    {
        for (; _archetype < _archetypes.Count; _archetype++, _chunk = -1)
        {
            if (++_chunk < Archetype.ChunkCount)
                return true;
        }

        return false;
    }
}
