namespace Annarchy;

/// <summary>Floating-point width of every real number of a network: columns, weights, kernels and random draws.</summary>
public enum Precision
{
    /// <summary>IEEE 754 binary64, the default.</summary>
    Double,

    /// <summary>IEEE 754 binary32: half the memory traffic, twice the lanes.</summary>
    Single,
}
