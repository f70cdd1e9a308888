using Annarchy.Storage;

namespace Annarchy.Projections;

/// <summary>An attribute of a projection and the column that holds it.</summary>
/// <param name="Locality">
/// How many values the column has: one, one per dendrite, or one per slot. A weight shared by all synapses is global.
/// </param>
/// <param name="IsShared">Whether a slot belongs to many synapses, by a <see cref="SharedWeightRule"/>.</param>
internal readonly record struct SynapticAttribute(string Name, Locality Locality, Column Column, bool IsShared = false);
