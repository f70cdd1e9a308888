namespace Annarchy.Language;

/// <summary>Finds the known name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the smallest edit distance, if that is small for the name's length; null otherwise.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        var limit = Math.Max(1, name.Length / 3);
        var bestScore = double.PositiveInfinity;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            if (candidate == name)
                continue;
            var distance = IsBeginning(name, candidate) || IsBeginning(candidate, name) ? 1 : Distance(name, candidate);
            if (distance > limit || distance >= Math.Max(name.Length, candidate.Length))
                continue;

            // More letters in common at the start decide between equals: 'intt' is rather 'int' than 'init'.
            var score = distance - (0.01 * name.AsSpan().CommonPrefixLength(candidate));
            if (score >= bestScore)
                continue;
            best = candidate;
            bestScore = score;
        }

        return best;
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that turn one name into the other, without regard to
    /// case.
    /// </summary>
    internal static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var beforePrevious = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[b.Length];
    }

    /// <summary>Whether a word is an abbreviation of another.</summary>
    private static bool IsBeginning(string word, string other) =>
        word.Length >= 3 && other.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
