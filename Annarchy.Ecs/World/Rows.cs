using Annarchy.Entities;

namespace Annarchy;

/// <summary>The entities of a query with one component; use it with <c>foreach</c>.</summary>
public ref struct Rows<T1>
    where T1 : struct
{
    private ChunkCursor _chunks;
    private ReadOnlySpan<Entity> _entities;
    private Span<T1> _column1;
    private int _row;

    internal Rows(Query query) => _chunks = new ChunkCursor(query);

    /// <summary>The entity the enumerator is at, with its components.</summary>
    public readonly Row<T1> Current => new(_entities[_row], ref _column1[_row]);

    /// <summary>This, from the start.</summary>
    public readonly Rows<T1> GetEnumerator() => this;

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
            _column1 = _chunks.Column<T1>();
            _row = -1;
        }

        return true;
    }
}

/// <summary>The entities of a query with two components; use it with <c>foreach</c>.</summary>
public ref struct Rows<T1, T2>
    where T1 : struct
    where T2 : struct
{
    private ChunkCursor _chunks;
    private ReadOnlySpan<Entity> _entities;
    private Span<T1> _column1;
    private Span<T2> _column2;
    private int _row;

    internal Rows(Query query) => _chunks = new ChunkCursor(query);

    /// <summary>The entity the enumerator is at, with its components.</summary>
    public readonly Row<T1, T2> Current => new(_entities[_row], ref _column1[_row], ref _column2[_row]);

    /// <summary>This, from the start.</summary>
    public readonly Rows<T1, T2> GetEnumerator() => this;

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
            _column1 = _chunks.Column<T1>();
            _column2 = _chunks.Column<T2>();
            _row = -1;
        }

        return true;
    }
}

/// <summary>The entities of a query with three components; use it with <c>foreach</c>.</summary>
public ref struct Rows<T1, T2, T3>
    where T1 : struct
    where T2 : struct
    where T3 : struct
{
    private ChunkCursor _chunks;
    private ReadOnlySpan<Entity> _entities;
    private Span<T1> _column1;
    private Span<T2> _column2;
    private Span<T3> _column3;
    private int _row;

    internal Rows(Query query) => _chunks = new ChunkCursor(query);

    /// <summary>The entity the enumerator is at, with its components.</summary>
    public readonly Row<T1, T2, T3> Current => new(_entities[_row], ref _column1[_row], ref _column2[_row], ref _column3[_row]);

    /// <summary>This, from the start.</summary>
    public readonly Rows<T1, T2, T3> GetEnumerator() => this;

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
            _column1 = _chunks.Column<T1>();
            _column2 = _chunks.Column<T2>();
            _column3 = _chunks.Column<T3>();
            _row = -1;
        }

        return true;
    }
}

/// <summary>The entities of a query with four components; use it with <c>foreach</c>.</summary>
public ref struct Rows<T1, T2, T3, T4>
    where T1 : struct
    where T2 : struct
    where T3 : struct
    where T4 : struct
{
    private ChunkCursor _chunks;
    private ReadOnlySpan<Entity> _entities;
    private Span<T1> _column1;
    private Span<T2> _column2;
    private Span<T3> _column3;
    private Span<T4> _column4;
    private int _row;

    internal Rows(Query query) => _chunks = new ChunkCursor(query);

    /// <summary>The entity the enumerator is at, with its components.</summary>
    public readonly Row<T1, T2, T3, T4> Current => new(_entities[_row], ref _column1[_row], ref _column2[_row], ref _column3[_row], ref _column4[_row]);

    /// <summary>This, from the start.</summary>
    public readonly Rows<T1, T2, T3, T4> GetEnumerator() => this;

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
            _column1 = _chunks.Column<T1>();
            _column2 = _chunks.Column<T2>();
            _column3 = _chunks.Column<T3>();
            _column4 = _chunks.Column<T4>();
            _row = -1;
        }

        return true;
    }
}
