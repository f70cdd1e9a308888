using Annarchy.Randomness;

namespace Annarchy.Projections;

/// <summary>Numbers of the random streams that connectors use; equations count theirs from 0.</summary>
internal static class RandomStreams
{
    /// <summary>Which neurons are connected; the step is the row.</summary>
    public const int Pattern = RandomKey.MaxStreams - 1;

    /// <summary>Weights; the step is the row.</summary>
    public const int Weights = RandomKey.MaxStreams - 2;

    /// <summary>Delays; the step is the row.</summary>
    public const int Delays = RandomKey.MaxStreams - 3;

    /// <summary>Whether a synapse is created or pruned.</summary>
    public const int StructuralChance = RandomKey.MaxStreams - 4;

    /// <summary>Weights of new synapses.</summary>
    public const int StructuralWeight = RandomKey.MaxStreams - 5;

    /// <summary>Delays of new synapses.</summary>
    public const int StructuralDelay = RandomKey.MaxStreams - 6;
}
