using Annarchy.Entities;

namespace Annarchy;

/// <summary>Enumerates the entities of a query.</summary>
public ref struct EntityEnumerator
{
    private ChunkCursor _chunks;
    private ReadOnlySpan<Entity> _entities;
    private int _row;

    internal EntityEnumerator(Query query) => _chunks = new ChunkCursor(query);

    /// <summary>The entity the enumerator is at.</summary>
    public readonly Entity Current => _entities[_row];

    /// <summary>Goes on to the next entity.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidOperationException">The structure of the world changed since the enumeration began.</exception>
    public bool MoveNext()
    {
        _chunks.CheckUnchanged();
        while (++_row >= _entities.Length)
        {
            if (!_chunks.MoveNext())
                return false;
            _entities = _chunks.Entities;
            _row = -1;
        }

        return true;
    }
}
