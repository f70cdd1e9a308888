using Annarchy.Language;
using Annarchy.Programs;

namespace Annarchy.Simulation;

/// <summary>Which names equations read as something else than a constant.</summary>
internal static class ConstantNames
{
    /// <summary>What a name already means; null if it is free.</summary>
    public static string? Refusal(string name)
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
