namespace Annarchy;

/// <summary>What a network is created with, as one value that can be kept, compared and varied: <c>configuration with { Seed = 3 }</c>.</summary>
public sealed record NetworkConfiguration
{
    /// <summary>Duration of a step, ms; positive.</summary>
    public double TimeStep { get; init; } = 1.0;

    /// <summary>Seed of all random numbers; null draws one.</summary>
    public long? Seed { get; init; }

    /// <summary>Width of all real numbers.</summary>
    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>Threads that share a step; 0 lets the library choose.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How equations that name no numerical method are advanced.</summary>
    public NumericalMethod Method { get; init; } = NumericalMethod.Explicit;

    /// <summary>What runs the equations.</summary>
    public KernelBackend Backend { get; init; } = KernelBackend.Default;

    /// <summary>
    /// How projections whose connector says nothing else are stored; <see cref="StorageFormat.Dense"/> only where the pattern allows it.
    /// </summary>
    public StorageFormat Storage { get; init; } = StorageFormat.Automatic;

    /// <summary>
    /// Whether synapses may be created and pruned; when false, <see cref="Projection.StartCreating"/>, <see cref="Projection.StartPruning"/> and
    /// edits of dendrites are refused.
    /// </summary>
    public bool StructuralPlasticity { get; init; } = true;
}
