namespace Annarchy;

/// <summary>Width of the weights that a projection stores.</summary>
public enum WeightPrecision
{
    /// <summary>As all numbers of the network.</summary>
    Full,

    /// <summary>
    /// Half precision: 11 significant binary digits, magnitudes from 6e-8 to 65504. Sums are computed in single precision, from half the memory.
    /// </summary>
    Half,
}
