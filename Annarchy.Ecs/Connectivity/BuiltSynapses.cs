using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>Synapses as built: who is connected, and the weights in the order of slots, or one weight for all.</summary>
internal sealed record BuiltSynapses(SynapticConnectivity Connectivity, Column Weights) : IDisposable
{
    /// <summary>Whether all synapses share one weight.</summary>
    public bool HasSingleWeight => Weights.Length == 1 && Connectivity.SlotCount != 1;

    /// <summary>False where another projection owns who is connected.</summary>
    public bool OwnsConnectivity { get; init; } = true;

    /// <summary>False where the weights are those of another projection.</summary>
    public bool OwnsWeights { get; init; } = true;

    /// <summary>Memory of what it owns.</summary>
    public nuint ByteCount => (OwnsConnectivity ? Connectivity.ByteCount : 0) + (OwnsWeights ? Weights.ByteCount : 0);

    public void Dispose()
    {
        if (OwnsConnectivity)
            Connectivity.Dispose();
        if (OwnsWeights)
            Weights.Dispose();
    }
}

/// <summary>How synapses are to be stored.</summary>
/// <param name="Projection">For messages.</param>
/// <param name="Order">What a stored row belongs to; not automatic.</param>
/// <param name="Format">Dense, sparse or whatever suits the pattern.</param>
/// <param name="TimeStep">Duration of a step, ms.</param>
/// <param name="SingleWeight">Whether a weight common to all synapses may be stored once.</param>
/// <param name="Threads">Threads that may build rows; what is built does not depend on it.</param>
/// <param name="IsPlain">Whether synapses have no attribute but the weight, which nothing but the user changes.</param>
/// <param name="Weights">Width of stored weights.</param>
internal sealed record BuildOptions(
    string Projection,
    StorageOrder Order,
    StorageFormat Format,
    Precision Precision,
    double TimeStep,
    bool SingleWeight,
    int Threads,
    bool IsPlain = false,
    WeightPrecision Weights = WeightPrecision.Full);
