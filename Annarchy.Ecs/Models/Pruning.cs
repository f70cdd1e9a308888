using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>When a synapse is removed: a condition on its attributes and its neurons.</summary>
/// <param name="condition">The condition; as text it may have a flag: <c>"age > T : proba=0.5"</c>.</param>
/// <param name="proba">Probability of removal where the condition holds, in [0, 1]; 1 by default.</param>
public sealed class Pruning(string condition, AttributeValue? proba = null)
{
    /// <summary>The condition.</summary>
    public string Condition { get; } = condition ?? throw new ArgumentNullException(nameof(condition));

    /// <summary>Probability of removal where the condition holds.</summary>
    public AttributeValue? Proba { get; } = proba;

    /// <summary>Makes a condition of text with flags.</summary>
    /// <param name="condition">The text.</param>
    [return: NotNullIfNotNull(nameof(condition))]
    public static implicit operator Pruning?(string? condition) => condition is null ? null : new(condition);
}
