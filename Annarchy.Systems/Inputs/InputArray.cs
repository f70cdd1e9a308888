using Annarchy.Models;

namespace Annarchy;

/// <summary>
/// A rate-coded population whose firing rate <c>r</c> is set from outside and stays until it is set again: <c>inputs["r"] = image;</c>
/// </summary>
/// <param name="geometry">Shape of the population.</param>
/// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
public class InputArray(Geometry geometry, string? name = null) : Population(geometry, null, name)
{
    private protected override NeuronProgram Compile(Network network) =>
        WithoutEquations(false, new AttributeDefinition("r", AttributeKind.Real, Locality.Local, IsParameter: false, 0.0));
}
