using System.Globalization;
using Annarchy.Programs;

namespace Annarchy.Devices;

/// <summary>Standard random numbers in kernels: the same as those the host draws for the element.</summary>
internal static class RandomSlot
{
    /// <summary>The expression of a draw.</summary>
    /// <param name="text">The kernel.</param>
    /// <param name="slot">A stream of random numbers.</param>
    /// <param name="randomObject">The object that draws.</param>
    /// <param name="element">The element it is for.</param>
    public static string Print(KernelText text, Slot slot, int randomObject, string element)
    {
        var mark = slot.Name.IndexOf('#', StringComparison.Ordinal);
        var stream = int.Parse(slot.Name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var function = slot.Name == SlotNames.NormalStream(stream) ? "normal" : "uniform";
        var item = slot.Locality == Locality.Global ? "0" : element;
        return $"{function}({text.Device.Clock.In(text)}, {text.Number(() => randomObject)}, {stream}, {item})";
    }
}
