using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;

namespace Annarchy.Simulation;

/// <summary>The functions a model defines, for use outside of its equations.</summary>
internal static class ModelFunctions
{
    /// <summary>A function by its name.</summary>
    /// <param name="network">Whose constants and functions it can use.</param>
    /// <param name="functions">The functions of the model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="owner">For messages.</param>
    /// <exception cref="KeyNotFoundException">The model defines no such function.</exception>
    public static ArrayFunction Find(Network network, ImmutableArray<FunctionDefinition> functions, string name, string owner)
    {
        ArgumentNullException.ThrowIfNull(name);
        network.CheckNotDisposed();
        if (functions.All(f => f.Name != name))
        {
            var names = functions.Select(f => f.Name).ToList();
            var hint = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
            var known = names.Count == 0 ? "It defines none." : $"It defines: {string.Join(", ", names)}.";
            throw new KeyNotFoundException($"The model of {owner} defines no function '{name}'.{hint} {known}");
        }

        return arguments =>
        {
            ArgumentNullException.ThrowIfNull(arguments);
            foreach (var argument in arguments)
            {
                ArgumentNullException.ThrowIfNull(argument, nameof(arguments));
                if (argument.Length != arguments[0].Length)
                    throw new ArgumentException($"The arguments of '{name}' have {arguments[0].Length} and {argument.Length} values.", nameof(arguments));
            }

            var scope = network.Scope;
            scope = scope with { Functions = scope.Functions.SetItems(functions.Select(f => KeyValuePair.Create(f.Name, f))) };
            return FunctionEvaluation.Evaluate(name, arguments, scope, network.KernelCompiler);
        };
    }
}
