using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Where the values of a slot are: a column, or its past.</summary>
/// <param name="Column">The column.</param>
/// <param name="Past">Its past, where synapses read it delayed.</param>
/// <param name="Delays">Whose delays: one for all synapses, or one each, which need the whole window of the past.</param>
internal readonly record struct SlotSource(Column Column, HistoryRing? Past = null, SynapticConnectivity? Delays = null)
{
    /// <summary>Whether synapses read different steps of the past.</summary>
    public bool IsWindow => Past is not null && Delays!.UniformDelay is null;

    /// <summary>Address of element 0 for an instance.</summary>
    public nint AddressOf(int instance) =>
        Past is null ? Column.AddressOf(instance) : Delays!.UniformDelay is { } steps ? Past.At(steps, instance) : Past.WindowOf(instance);
}
