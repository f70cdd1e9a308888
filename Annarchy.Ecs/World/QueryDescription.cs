using Annarchy.Entities;

namespace Annarchy;

/// <summary>Which entities a query is about, by the components they have. Immutable: every method returns another description.</summary>
/// <example><code>
/// var moving = new QueryDescription().WithAll&lt;Position, Velocity&gt;().WithNone&lt;Frozen&gt;();
/// </code></example>
public readonly struct QueryDescription : IEquatable<QueryDescription>
{
    private QueryDescription(ComponentSet all, ComponentSet any, ComponentSet none) => (All, Any, None) = (all, any, none);

    internal ComponentSet All { get; }

    internal ComponentSet Any { get; }

    internal ComponentSet None { get; }

    /// <summary>Whether two descriptions name the same components.</summary>
    public static bool operator ==(QueryDescription left, QueryDescription right) => left.Equals(right);

    /// <summary>Whether two descriptions name different components.</summary>
    public static bool operator !=(QueryDescription left, QueryDescription right) => !left.Equals(right);

    /// <summary>Entities that also have this component.</summary>
    public QueryDescription WithAll<T1>()
        where T1 : struct => new(All.With(Component<T1>.Id), Any, None);

    /// <summary>Entities that also have these components.</summary>
    public QueryDescription WithAll<T1, T2>()
        where T1 : struct
        where T2 : struct => WithAll<T1>().WithAll<T2>();

    /// <summary>Entities that also have these components.</summary>
    public QueryDescription WithAll<T1, T2, T3>()
        where T1 : struct
        where T2 : struct
        where T3 : struct => WithAll<T1, T2>().WithAll<T3>();

    /// <summary>Entities that also have these components.</summary>
    public QueryDescription WithAll<T1, T2, T3, T4>()
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct => WithAll<T1, T2, T3>().WithAll<T4>();

    /// <summary>Entities that have at least one of the components named like this.</summary>
    public QueryDescription WithAny<T1>()
        where T1 : struct => new(All, Any.With(Component<T1>.Id), None);

    /// <summary>Entities that have at least one of the components named like this.</summary>
    public QueryDescription WithAny<T1, T2>()
        where T1 : struct
        where T2 : struct => WithAny<T1>().WithAny<T2>();

    /// <summary>Entities that have at least one of the components named like this.</summary>
    public QueryDescription WithAny<T1, T2, T3>()
        where T1 : struct
        where T2 : struct
        where T3 : struct => WithAny<T1, T2>().WithAny<T3>();

    /// <summary>Entities that do not have this component.</summary>
    public QueryDescription WithNone<T1>()
        where T1 : struct => new(All, Any, None.With(Component<T1>.Id));

    /// <summary>Entities that have neither of these components.</summary>
    public QueryDescription WithNone<T1, T2>()
        where T1 : struct
        where T2 : struct => WithNone<T1>().WithNone<T2>();

    /// <summary>Entities that have none of these components.</summary>
    public QueryDescription WithNone<T1, T2, T3>()
        where T1 : struct
        where T2 : struct
        where T3 : struct => WithNone<T1, T2>().WithNone<T3>();

    /// <inheritdoc/>
    public bool Equals(QueryDescription other) => All == other.All && Any == other.Any && None == other.None;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QueryDescription other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All, Any, None);

    internal bool Matches(ComponentSet components) =>
        components.ContainsAll(All) && (Any.IsEmpty || components.Overlaps(Any)) && !components.Overlaps(None);
}
