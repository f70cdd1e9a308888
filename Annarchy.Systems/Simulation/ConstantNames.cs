using Annarchy.Language;
using Annarchy.Programs;

namespace Annarchy.Simulation;

/// <summary>Which names equations read as something else than a constant.</summary>
internal static class ConstantNames
{
    /// <summary>Refuses what cannot name a constant.</summary>
    /// <exception cref="ArgumentException">The name has a meaning already, or is none.</exception>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!IsIdentifier(name))
            throw new ArgumentException($"'{name}' cannot be used in equations: a name is letters, digits and underscores and does not begin with a digit.", nameof(name));
        if (Refusal(name) is { } reason)
            throw new ArgumentException($"'{name}' {reason} and cannot name a constant: choose another name.", nameof(name));
    }

    private static bool IsIdentifier(string name) =>
        (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string? Refusal(string name)
    {
        if (name == SlotNames.Step)
            return "is the number of the step";
        if (ReservedNames.Values.TryGetValue(name, out var meaning))
            return $"is {meaning}";
        if (ReservedNames.WordKind(name) != TokenKind.Name)
            return "is a word of the language";
        return ReservedNames.Functions.Contains(name) || ReservedNames.Distributions.Contains(name) ? "is a function of the language" : null;
    }
}
