using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Where the values of a slot are: a column, or its past.</summary>
/// <param name="Column">The column.</param>
/// <param name="Past">Its past, where the projection has delays.</param>
/// <param name="Delay">How many steps ago, if that is the same for all synapses; null for the whole window.</param>
internal readonly record struct SlotSource(Column Column, HistoryRing? Past = null, int? Delay = null)
{
    public nint Address => Past is null ? Column.Address : Delay is { } steps ? Past.At(steps) : Past.Window;
}
