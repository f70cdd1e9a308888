namespace Annarchy;

/// <summary>Type of the values of a parameter or variable.</summary>
/// <remarks>
/// Every kind is stored in elements as wide as the network's reals (32 bits with <see cref="Precision.Single"/>, 64 bits with
/// <see cref="Precision.Double"/>), so that a vector holds the same rows of every column.
/// </remarks>
public enum AttributeKind
{
    /// <summary>A floating-point number (flag <c>float</c>, the default).</summary>
    Real,

    /// <summary>A signed integer (flag <c>int</c>); assignments truncate towards zero.</summary>
    Integer,

    /// <summary>A truth value (flag <c>bool</c>), stored as 0 or 1.</summary>
    Boolean,
}
