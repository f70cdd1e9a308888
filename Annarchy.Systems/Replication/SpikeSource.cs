using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>Where a system finds the spikes of a population: in the ring of a network by itself, or in the lists of many instances.</summary>
internal readonly struct SpikeSource
{
    private readonly SpikeRing? _ring;
    private readonly InstanceSpikes? _instances;

    public SpikeSource(SpikeRing ring) => _ring = ring;

    public SpikeSource(InstanceSpikes instances) => _instances = instances;

    /// <summary>Ranks of the neurons that spiked some steps ago, at least 1, ascending.</summary>
    public ReadOnlySpan<int> At(int delay, in InstanceStep step) =>
        _instances is null ? _ring!.At(delay).Ranks : _instances.At(step.Instance, step.Emitted - delay);
}
