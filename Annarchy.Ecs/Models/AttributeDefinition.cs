namespace Annarchy.Models;

/// <summary>A parameter or variable of a model, as the network allocates it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Type of its values.</param>
/// <param name="Locality">How many values it has.</param>
/// <param name="IsParameter">Whether the equations leave it alone.</param>
/// <param name="InitialValue">Value at the start (booleans 0 or 1).</param>
/// <param name="InitialDistribution">Where the values at the start are drawn from, instead of <paramref name="InitialValue"/>.</param>
internal sealed record AttributeDefinition(
    string Name,
    AttributeKind Kind,
    Locality Locality,
    bool IsParameter,
    double InitialValue,
    RandomDistribution? InitialDistribution = null);
