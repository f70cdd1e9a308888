using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>A parameter or variable while its model is analysed.</summary>
/// <param name="Slot">Its column.</param>
/// <param name="IsParameter">Whether equations must leave it alone.</param>
internal sealed record ModelAttribute(Slot Slot, bool IsParameter)
{
    public string Name => Slot.Name;
}
