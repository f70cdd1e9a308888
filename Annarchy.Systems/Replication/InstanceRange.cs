namespace Annarchy.Replication;

/// <summary>The step in progress of consecutive instances whose clocks agree.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Step">Number of their step.</param>
/// <param name="Seeds">Seeds of all instances.</param>
internal readonly record struct InstanceRange(int First, int Count, long Step, ulong[] Seeds);

/// <summary>A system that does its work for a range of instances at once.</summary>
internal interface IRangeSystem
{
    void Run(in InstanceRange range);
}

/// <summary>Runs a system for one instance after the other.</summary>
/// <param name="system">The system.</param>
/// <param name="isAfterSpikes">Whether the neurons have been updated by then, so that spikes of this very step are complete.</param>
internal sealed class EachInstance(IInstanceSystem system, bool isAfterSpikes) : IRangeSystem
{
    private readonly int _complete = isAfterSpikes ? 1 : 0;

    public void Run(in InstanceRange range)
    {
        for (var instance = range.First; instance < range.First + range.Count; instance++)
            system.Run(new InstanceStep(instance, range.Seeds[instance], range.Step, range.Step + _complete));
    }
}
