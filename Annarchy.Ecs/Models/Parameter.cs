namespace Annarchy;

/// <summary>A parameter of a model: an attribute that equations read but do not change.</summary>
/// <param name="value">Its value at the start: a number, a truth value, a distribution or an expression of constants.</param>
/// <param name="locality">How many values it has; one for all by default.</param>
/// <param name="kind">Type of its values; real by default, boolean for a truth value.</param>
public sealed class Parameter(AttributeValue value, Locality locality = Locality.Global, AttributeKind? kind = null)
{
    /// <summary>Its value at the start.</summary>
    public AttributeValue Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>How many values it has.</summary>
    public Locality Locality { get; } = locality;

    /// <summary>Type of its values.</summary>
    public AttributeKind Kind { get; } = kind ?? (value.IsBoolean ? AttributeKind.Boolean : AttributeKind.Real);

    /// <summary>A global parameter with a number.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator Parameter(double value) => new(value);

    /// <summary>A global boolean parameter.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator Parameter(bool value) => new(value);

    /// <summary>A global parameter with an expression of constants.</summary>
    /// <param name="expression">The expression's text.</param>
    public static implicit operator Parameter(string expression) => new(expression);

    /// <summary>A global parameter drawn from a distribution.</summary>
    /// <param name="distribution">The distribution.</param>
    public static implicit operator Parameter(RandomDistribution distribution) => new(distribution);
}
