using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>When a synapse is created: a condition on two neurons that are not yet connected.</summary>
/// <param name="condition">
/// The condition; as text it may have flags: <c>"pre.r * post.r > T : proba=0.1, w=0.01, d=2.0"</c>.
/// </param>
/// <param name="proba">Probability of creation where the condition holds, in [0, 1]; 1 by default.</param>
/// <param name="w">Weight of the new synapse; 0 by default.</param>
/// <param name="d">Delay of the new synapse, ms; that of the projection by default.</param>
public sealed class Creating(string condition, AttributeValue? proba = null, AttributeValue? w = null, AttributeValue? d = null)
{
    /// <summary>The condition.</summary>
    public string Condition { get; } = condition ?? throw new ArgumentNullException(nameof(condition));

    /// <summary>Probability of creation where the condition holds.</summary>
    public AttributeValue? Proba { get; } = proba;

    /// <summary>Weight of the new synapse.</summary>
    public AttributeValue? W { get; } = w;

    /// <summary>Delay of the new synapse, ms.</summary>
    public AttributeValue? D { get; } = d;

    /// <summary>Makes a condition of text with flags.</summary>
    /// <param name="condition">The text.</param>
    [return: NotNullIfNotNull(nameof(condition))]
    public static implicit operator Creating?(string? condition) => condition is null ? null : new(condition);
}
