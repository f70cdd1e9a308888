using Annarchy.Simulation;

namespace Annarchy;

/// <content>Functions of the neuron model.</content>
public partial class Population
{
    /// <summary>Names of the functions the neuron model defines.</summary>
    public IReadOnlyList<string> Functions => [.. (Neuron?.Syntax.Functions ?? []).Select(f => f.Name)];

    /// <summary>A function the neuron model defines, callable on arrays: <c>pop.Function("transfer")(currents)</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The model defines no such function.</exception>
    public ArrayFunction Function(string name) => ModelFunctions.Find(Network, Neuron?.Syntax.Functions ?? [], name, $"population '{Name}'");
}
