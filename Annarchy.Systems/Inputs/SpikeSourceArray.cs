using Annarchy.Models;

namespace Annarchy;

/// <summary>Neurons that spike at given times.</summary>
public sealed class SpikeSourceArray : Population
{
    private IReadOnlyList<IReadOnlyList<double>> _spikeTimes;

    /// <summary>Creates a source.</summary>
    /// <param name="spikeTimes">For each neuron the times of its spikes, ms, rounded to whole steps.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">There is no neuron, or a time is negative or NaN.</exception>
    public SpikeSourceArray(IReadOnlyList<IReadOnlyList<double>> spikeTimes, string? name = null)
        : base(SizeOf(spikeTimes), null, name) => _spikeTimes = spikeTimes;

    /// <summary>Creates a source of one neuron.</summary>
    /// <param name="spikeTimes">The times of its spikes, ms, rounded to whole steps.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    public SpikeSourceArray(IReadOnlyList<double> spikeTimes, string? name = null)
        : this([spikeTimes], name)
    {
    }

    /// <summary>For each neuron the times of its spikes, ms; can be changed between steps.</summary>
    public IReadOnlyList<IReadOnlyList<double>> SpikeTimes
    {
        get => _spikeTimes;
        set
        {
            if (SizeOf(value) != Size)
                throw new ArgumentException($"'{Name}' has {Size} neurons; spike times of {value.Count} were given.", nameof(value));
            _spikeTimes = value;
        }
    }

    private protected override NeuronProgram Compile(Network network) => WithoutEquations(true);

    private static int SizeOf(IReadOnlyList<IReadOnlyList<double>> spikeTimes)
    {
        ArgumentNullException.ThrowIfNull(spikeTimes);
        return spikeTimes.Count;
    }
}
