using Annarchy.Simulation;

namespace Annarchy;

/// <content>Functions of the synapse model.</content>
public partial class Projection
{
    /// <summary>Names of the functions the synapse model defines.</summary>
    public IReadOnlyList<string> Functions => [.. (SynapseType?.Syntax.Functions ?? []).Select(f => f.Name)];

    /// <summary>A function the synapse model defines, callable on arrays: <c>proj.Function("BCMRule")(pre, post, theta)</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The model defines no such function.</exception>
    public ArrayFunction Function(string name) => ModelFunctions.Find(Network, SynapseType?.Syntax.Functions ?? [], name, $"projection {Label}");
}
