using System.Collections;
using System.Runtime.CompilerServices;

namespace Annarchy;

/// <summary>One or several names: targets of a projection, variables to record.</summary>
/// <remarks>Converts implicitly from a string and an array, and can be written as a collection: <c>["ampa", "nmda"]</c>.</remarks>
[CollectionBuilder(typeof(NameList), nameof(Create))]
public readonly struct NameList : IReadOnlyList<string>, IEquatable<NameList>
{
    private readonly string[]? _names;

    private NameList(string[] names)
    {
        if (names.Length == 0)
            throw new ArgumentException("At least one name is needed.", nameof(names));
        for (var i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
                throw new ArgumentException("A name is null or empty.", nameof(names));
            if (Array.IndexOf(names, names[i], 0, i) >= 0)
                throw new ArgumentException($"The name '{names[i]}' is given twice.", nameof(names));
        }

        _names = names;
    }

    /// <inheritdoc/>
    public int Count => _names?.Length ?? 0;

    /// <inheritdoc/>
    public string this[int index] => (_names ?? [])[index];

    /// <summary>A single name.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator NameList(string name) => new([name]);

    /// <summary>Several names.</summary>
    /// <param name="names">The names.</param>
    public static implicit operator NameList(string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new NameList([.. names]);
    }

    /// <summary>Whether two lists hold the same names in the same order.</summary>
    public static bool operator ==(NameList left, NameList right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(NameList left, NameList right) => !left.Equals(right);

    /// <summary>Several names.</summary>
    /// <param name="names">The names.</param>
    public static NameList Create(params ReadOnlySpan<string> names) => new([.. names]);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)(_names ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(NameList other) => (_names ?? []).AsSpan().SequenceEqual(other._names ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NameList other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var name in this)
            hash.Add(name);
        return hash.ToHashCode();
    }

    /// <summary>The names, separated by commas.</summary>
    public override string ToString() => string.Join(", ", this);
}
