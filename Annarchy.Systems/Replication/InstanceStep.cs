namespace Annarchy.Replication;

/// <summary>The step in progress of one instance of a network; a network by itself is instance 0.</summary>
/// <param name="Instance">Whose step it is.</param>
/// <param name="Seed">Seed of what its equations draw.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Emitted">Steps whose spikes are complete: the number of the step, and one more once neurons were updated.</param>
internal readonly record struct InstanceStep(int Instance, ulong Seed, long Step, long Emitted)
{
    /// <summary>The step of a network by itself.</summary>
    public static InstanceStep Of(Network network, in StepContext context) => new(0, network.StreamSeed, context.Step, context.Step);
}

/// <summary>A system that can do its work for one of many instances, whose columns lie in an <see cref="InstanceMemory"/>.</summary>
internal interface IInstanceSystem : ISystem
{
    /// <summary>Does the work of one step of an instance.</summary>
    void Run(in InstanceStep step);
}
