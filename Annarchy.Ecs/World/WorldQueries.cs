using Annarchy.Entities;

namespace Annarchy;

/// <summary>What to do with an entity and one component of it.</summary>
/// <param name="entity">The entity.</param>
/// <param name="item1">The component.</param>
public delegate void ForEach<T1>(Entity entity, ref T1 item1)
    where T1 : struct;

/// <summary>What to do with an entity and two components of it.</summary>
/// <param name="entity">The entity.</param>
/// <param name="item1">The first component.</param>
/// <param name="item2">The second component.</param>
public delegate void ForEach<T1, T2>(Entity entity, ref T1 item1, ref T2 item2)
    where T1 : struct
    where T2 : struct;

/// <summary>What to do with an entity and three components of it.</summary>
/// <param name="entity">The entity.</param>
/// <param name="item1">The first component.</param>
/// <param name="item2">The second component.</param>
/// <param name="item3">The third component.</param>
public delegate void ForEach<T1, T2, T3>(Entity entity, ref T1 item1, ref T2 item2, ref T3 item3)
    where T1 : struct
    where T2 : struct
    where T3 : struct;

/// <summary>What to do with an entity and four components of it.</summary>
/// <param name="entity">The entity.</param>
/// <param name="item1">The first component.</param>
/// <param name="item2">The second component.</param>
/// <param name="item3">The third component.</param>
/// <param name="item4">The fourth component.</param>
public delegate void ForEach<T1, T2, T3, T4>(Entity entity, ref T1 item1, ref T2 item2, ref T3 item3, ref T4 item4)
    where T1 : struct
    where T2 : struct
    where T3 : struct
    where T4 : struct;

/// <content>Queries.</content>
public sealed partial class World
{
    private readonly Dictionary<QueryDescription, Query> _queries = [];

    /// <summary>The entities that fit a description. Asking again for the same gives the same object and allocates nothing.</summary>
    /// <param name="description">What they have and have not.</param>
    public Query Query(in QueryDescription description)
    {
        if (!_queries.TryGetValue(description, out var query))
        {
            query = new Query(this, in description);
            _queries.Add(description, query);
        }

        return query;
    }

    /// <summary>All entities that have a component, with it.</summary>
    public Rows<T1> Query<T1>()
        where T1 : struct => Query(in Asking<T1>.Description).Rows<T1>();

    /// <summary>All entities that have two components, with them.</summary>
    public Rows<T1, T2> Query<T1, T2>()
        where T1 : struct
        where T2 : struct => Query(in Asking<T1, T2>.Description).Rows<T1, T2>();

    /// <summary>All entities that have three components, with them.</summary>
    public Rows<T1, T2, T3> Query<T1, T2, T3>()
        where T1 : struct
        where T2 : struct
        where T3 : struct => Query(in Asking<T1, T2, T3>.Description).Rows<T1, T2, T3>();

    /// <summary>All entities that have four components, with them.</summary>
    public Rows<T1, T2, T3, T4> Query<T1, T2, T3, T4>()
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct => Query(in Asking<T1, T2, T3, T4>.Description).Rows<T1, T2, T3, T4>();

    /// <summary>Does something with a component of every entity that fits a description.</summary>
    /// <param name="description">Which entities; has to ask for the component.</param>
    /// <param name="action">What to do. Must not change the structure of the world.</param>
    /// <exception cref="InvalidOperationException">
    /// The description does not ask for a component, or the structure of the world changed.
    /// </exception>
    public void ForEach<T1>(in QueryDescription description, ForEach<T1> action)
        where T1 : struct
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var row in Query(in description).Rows<T1>())
            action(row.Entity, ref row.Item1);
    }

    /// <summary>Does something with two components of every entity that fits a description.</summary>
    /// <param name="description">Which entities; has to ask for the components.</param>
    /// <param name="action">What to do. Must not change the structure of the world.</param>
    /// <exception cref="InvalidOperationException">
    /// The description does not ask for a component, or the structure of the world changed.
    /// </exception>
    public void ForEach<T1, T2>(in QueryDescription description, ForEach<T1, T2> action)
        where T1 : struct
        where T2 : struct
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var row in Query(in description).Rows<T1, T2>())
            action(row.Entity, ref row.Item1, ref row.Item2);
    }

    /// <summary>Does something with three components of every entity that fits a description.</summary>
    /// <param name="description">Which entities; has to ask for the components.</param>
    /// <param name="action">What to do. Must not change the structure of the world.</param>
    /// <exception cref="InvalidOperationException">
    /// The description does not ask for a component, or the structure of the world changed.
    /// </exception>
    public void ForEach<T1, T2, T3>(in QueryDescription description, ForEach<T1, T2, T3> action)
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var row in Query(in description).Rows<T1, T2, T3>())
            action(row.Entity, ref row.Item1, ref row.Item2, ref row.Item3);
    }

    /// <summary>Does something with four components of every entity that fits a description.</summary>
    /// <param name="description">Which entities; has to ask for the components.</param>
    /// <param name="action">What to do. Must not change the structure of the world.</param>
    /// <exception cref="InvalidOperationException">
    /// The description does not ask for a component, or the structure of the world changed.
    /// </exception>
    public void ForEach<T1, T2, T3, T4>(in QueryDescription description, ForEach<T1, T2, T3, T4> action)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var row in Query(in description).Rows<T1, T2, T3, T4>())
            action(row.Entity, ref row.Item1, ref row.Item2, ref row.Item3, ref row.Item4);
    }

    private static class Asking<T1>
        where T1 : struct
    {
        public static readonly QueryDescription Description = new QueryDescription().WithAll<T1>();
    }

    private static class Asking<T1, T2>
        where T1 : struct
        where T2 : struct
    {
        public static readonly QueryDescription Description = new QueryDescription().WithAll<T1, T2>();
    }

    private static class Asking<T1, T2, T3>
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        public static readonly QueryDescription Description = new QueryDescription().WithAll<T1, T2, T3>();
    }

    private static class Asking<T1, T2, T3, T4>
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        public static readonly QueryDescription Description = new QueryDescription().WithAll<T1, T2, T3, T4>();
    }
}
