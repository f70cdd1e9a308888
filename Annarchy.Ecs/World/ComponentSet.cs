namespace Annarchy.Entities;

/// <summary>An immutable set of component types, one bit each.</summary>
internal readonly struct ComponentSet : IEquatable<ComponentSet>
{
    // No trailing zero words, so that equal sets have equal words.
    private readonly ulong[]? _words;

    private ComponentSet(ulong[] words) => _words = words;

    public bool IsEmpty => Words.IsEmpty;

    private ReadOnlySpan<ulong> Words => _words;

    public static bool operator ==(ComponentSet left, ComponentSet right) => left.Equals(right);

    public static bool operator !=(ComponentSet left, ComponentSet right) => !left.Equals(right);

    public bool Contains(int id) => id >> 6 < Words.Length && (Words[id >> 6] >> (id & 63) & 1) != 0;

    public bool ContainsAll(ComponentSet other)
    {
        if (other.Words.Length > Words.Length)
            return false;
        for (var i = 0; i < other.Words.Length; i++)
        {
            if ((other.Words[i] & ~Words[i]) != 0)
                return false;
        }

        return true;
    }

    public bool Overlaps(ComponentSet other)
    {
        for (var i = 0; i < Math.Min(Words.Length, other.Words.Length); i++)
        {
            if ((other.Words[i] & Words[i]) != 0)
                return true;
        }

        return false;
    }

    public ComponentSet With(int id)
    {
        var words = new ulong[Math.Max(Words.Length, (id >> 6) + 1)];
        Words.CopyTo(words);
        words[id >> 6] |= 1ul << (id & 63);
        return new ComponentSet(words);
    }

    public ComponentSet Without(int id)
    {
        if (!Contains(id))
            return this;
        var words = Words.ToArray();
        words[id >> 6] &= ~(1ul << (id & 63));
        return new ComponentSet(words.AsSpan().TrimEnd(0ul).ToArray());
    }

    public bool Equals(ComponentSet other) => _words == other._words || Words.SequenceEqual(other.Words);

    public override bool Equals(object? obj) => obj is ComponentSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in Words)
            hash.Add(word);
        return hash.ToHashCode();
    }
}
