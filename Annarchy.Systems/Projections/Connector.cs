using Annarchy.Connectivity;

namespace Annarchy.Projections;

/// <summary>What a connector method was called with: the synapses to make when the network is compiled.</summary>
/// <param name="Pattern">Who is connected.</param>
/// <param name="Weights">Weights, where the pattern does not give them.</param>
/// <param name="Delays">Delays, likewise.</param>
/// <param name="Format">Storage asked for.</param>
/// <param name="ForceMultipleWeights">Whether every synapse has a weight of its own even if all are equal.</param>
internal sealed record Connector(
    ProjectionEnds Ends,
    ConnectionPattern Pattern,
    SynapticValues Weights,
    SynapticValues Delays,
    StorageFormat Format,
    bool ForceMultipleWeights);
