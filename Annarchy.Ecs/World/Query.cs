using Annarchy.Entities;

namespace Annarchy;

/// <summary>The entities of a world that fit a description, now and later: new ones are found without asking again.</summary>
/// <remarks>
/// <c>foreach</c> over a query gives entities; <see cref="Rows{T1}"/> and its siblings give their components by reference. Neither
/// allocates. Order is that of storage: stable as long as nothing structural changes, otherwise unspecified.
/// </remarks>
public sealed class Query
{
    private readonly List<Archetype> _matches = [];
    private int _seen;

    internal Query(World world, in QueryDescription description)
    {
        World = world;
        Description = description;
    }

    /// <summary>What the entities have and have not.</summary>
    public QueryDescription Description { get; }

    /// <summary>Number of entities.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var archetype in Matches)
                count += archetype.EntityCount;
            return count;
        }
    }

    internal World World { get; }

    internal List<Archetype> Matches
    {
        get
        {
            for (; _seen < World.Archetypes.Count; _seen++)
            {
                if (Description.Matches(World.Archetypes[_seen].Components))
                    _matches.Add(World.Archetypes[_seen]);
            }

            return _matches;
        }
    }

    /// <summary>Enumerates the entities.</summary>
    public EntityEnumerator GetEnumerator() => new(this);

    /// <summary>The entities with one of their components.</summary>
    /// <exception cref="InvalidOperationException">The description does not ask for it with <c>WithAll</c>.</exception>
    public Rows<T1> Rows<T1>()
        where T1 : struct
    {
        CheckAsked<T1>();
        return new Rows<T1>(this);
    }

    /// <summary>The entities with two of their components.</summary>
    /// <inheritdoc cref="Rows{T1}"/>
    public Rows<T1, T2> Rows<T1, T2>()
        where T1 : struct
        where T2 : struct
    {
        CheckAsked<T1>();
        CheckAsked<T2>();
        return new Rows<T1, T2>(this);
    }

    /// <summary>The entities with three of their components.</summary>
    /// <inheritdoc cref="Rows{T1}"/>
    public Rows<T1, T2, T3> Rows<T1, T2, T3>()
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        CheckAsked<T1>();
        CheckAsked<T2>();
        CheckAsked<T3>();
        return new Rows<T1, T2, T3>(this);
    }

    /// <summary>The entities with four of their components.</summary>
    /// <inheritdoc cref="Rows{T1}"/>
    public Rows<T1, T2, T3, T4> Rows<T1, T2, T3, T4>()
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        CheckAsked<T1>();
        CheckAsked<T2>();
        CheckAsked<T3>();
        CheckAsked<T4>();
        return new Rows<T1, T2, T3, T4>(this);
    }

    private void CheckAsked<T>()
        where T : struct
    {
        if (!Description.All.Contains(Component<T>.Id))
            throw new InvalidOperationException($"The query does not ask for component {typeof(T).Name}; name it in WithAll.");
    }
}
