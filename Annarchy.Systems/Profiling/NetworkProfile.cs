using Annarchy.Profiling;

namespace Annarchy;

/// <summary>The nearest memory that holds some data from one step to the next.</summary>
public enum CacheLevel
{
    /// <summary>The first cache of a core.</summary>
    L1,

    /// <summary>The second cache of a core.</summary>
    L2,

    /// <summary>The cache that cores share.</summary>
    L3,

    /// <summary>No cache.</summary>
    Memory,
}

/// <summary>Where the time of a network goes; see <see cref="Network.Profile"/>. Its text is a table.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="TimedSteps">How many of them were timed; all times are estimates from these.</param>
/// <param name="BiologicalTime">Time simulated, ms.</param>
/// <param name="Seconds">Time it took, of all systems.</param>
/// <param name="Spikes">Spikes emitted.</param>
/// <param name="Systems">Every system of the pipeline, in the order they run.</param>
/// <param name="Objects">Every population and projection, in order of creation, then what works for the network as a whole.</param>
public sealed record NetworkProfile(
    long Steps,
    long TimedSteps,
    double BiologicalTime,
    double Seconds,
    long Spikes,
    IReadOnlyList<SystemProfile> Systems,
    IReadOnlyList<ObjectProfile> Objects)
{
    /// <summary>Biological time per time it took; NaN before anything was timed.</summary>
    public double RealTimeFactor => BiologicalTime / 1000.0 / Seconds;

    /// <summary>Neurons updated.</summary>
    public double NeuronUpdates => Systems.Sum(s => s.IsSynaptic ? 0.0 : s.Visits);

    /// <summary>Synapses that a spike, a weighted sum or an equation went through.</summary>
    public double SynapticEvents => Systems.Sum(s => s.IsSynaptic ? s.Visits : 0.0);

    /// <summary>Bytes read and written.</summary>
    public double BytesMoved => Systems.Sum(s => s.BytesMoved);

    /// <summary>Time of what updates neurons, closes their spike lists and records, per neuron update, ns.</summary>
    public double NanosecondsPerNeuronUpdate => 1e9 * Systems.Where(s => s.Object is not Projection).Sum(s => s.Seconds) / NeuronUpdates;

    /// <summary>Time of all projections per synapse they went through, ns.</summary>
    public double NanosecondsPerSynapticEvent => 1e9 * Systems.Where(s => s.Object is Projection).Sum(s => s.Seconds) / SynapticEvents;

    /// <inheritdoc/>
    public override string ToString() => ProfileTable.Write(this);
}

/// <summary>What one system did.</summary>
/// <param name="Name">What it does and to whom.</param>
/// <param name="Stage">When it runs.</param>
/// <param name="Object">The <see cref="Population"/> or <see cref="Projection"/> it works for; null for the whole network.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="Visits">Neurons updated or synapses gone through; 0 where it is not counted.</param>
/// <param name="IsSynaptic">Whether those are synapses.</param>
/// <param name="BytesMoved">Bytes read and written, from what the equations read and write; 0 where it is not counted.</param>
/// <remarks>
/// Synapses that spikes go through are counted as spikes times the mean number of synapses of a neuron. Random numbers, and attributes
/// that are the same for all neurons, do not count as bytes.
/// </remarks>
public sealed record SystemProfile(
    string Name, Stage Stage, object? Object, double Seconds, double Visits, bool IsSynaptic, double BytesMoved)
{
    /// <summary>Time per neuron or synapse, ns; NaN where they are not counted.</summary>
    public double NanosecondsPerVisit => Visits > 0.0 ? 1e9 * Seconds / Visits : double.NaN;

    /// <summary>Bytes moved per second; NaN where they are not counted.</summary>
    public double Bandwidth => BytesMoved > 0.0 ? BytesMoved / Seconds : double.NaN;
}

/// <summary>What all systems of one object did.</summary>
/// <param name="Name">Name of the population or projection; <c>network</c> for what works for none of them.</param>
/// <param name="Object">The <see cref="Population"/> or <see cref="Projection"/>; null for the network.</param>
/// <param name="Size">Neurons or synapses.</param>
/// <param name="Seconds">Time its systems took.</param>
/// <param name="Spikes">Spikes its neurons emitted.</param>
/// <param name="BytesHeld">Memory it occupies.</param>
/// <param name="BytesMoved">Bytes its systems read and wrote.</param>
/// <param name="Residence">The nearest memory that holds its data from one use to the next.</param>
/// <remarks>
/// What every step goes through stays in a cache that holds all bytes a step moves. Synapses that only spikes lead to stay in one that
/// holds the whole network.
/// </remarks>
public sealed record ObjectProfile(
    string Name, object? Object, long Size, double Seconds, long Spikes, long BytesHeld, double BytesMoved, CacheLevel Residence)
{
    /// <summary>Whether its data stay in a cache from one use to the next.</summary>
    public bool IsCacheResident => Residence != CacheLevel.Memory;
}
