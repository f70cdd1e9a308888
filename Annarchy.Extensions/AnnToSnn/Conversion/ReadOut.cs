namespace Annarchy.AnnToSnn;

/// <summary>How the answer of a converted network is read from its output neurons.</summary>
/// <remarks>Where several neurons are equal, the one with the highest membrane potential answers.</remarks>
public sealed record ReadOut
{
    private ReadOut(string name, int? spikes, bool emits) => (Name, Spikes, Emits) = (name, spikes, emits);

    /// <summary>The neuron that spiked most often.</summary>
    public static ReadOut SpikeCount { get; } = new("spike count", null, true);

    /// <summary>The neuron with the highest membrane potential, which sums its input without spikes.</summary>
    public static ReadOut MembranePotential { get; } = new("membrane potential", null, false);

    /// <summary>The neuron that spikes first, which ends the simulation of a sample.</summary>
    public static ReadOut TimeToFirstSpike { get; } = new("time to first spike", 1, true);

    /// <summary>Name of the read-out.</summary>
    public string Name { get; }

    /// <summary>Number of spikes that ends the simulation of a sample; null if it always lasts as long as asked for.</summary>
    public int? Spikes { get; }

    /// <summary>Whether the output neurons emit spikes.</summary>
    internal bool Emits { get; }

    /// <summary>The neuron that spikes a number of times first, which ends the simulation of a sample.</summary>
    /// <param name="spikes">The number; at least 1.</param>
    public static ReadOut TimeToSpikes(int spikes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spikes, 1);
        return new ReadOut($"time to {spikes} spikes", spikes, true);
    }

    /// <summary>Name of the read-out.</summary>
    public override string ToString() => Name;
}
