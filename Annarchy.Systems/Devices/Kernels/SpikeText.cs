using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Spike lists in the texts of kernels.</summary>
internal static class SpikeText
{
    /// <summary>Defines <c>list</c> and <c>count</c>: the list of some delay, and how many spikes are in it.</summary>
    /// <param name="text">The kernel.</param>
    /// <param name="spikes">The ring of lists.</param>
    /// <param name="delay">Steps before the current list.</param>
    public static void PrintList(KernelText text, SpikeRing spikes, string delay)
    {
        var memory = text.Device.Memory;
        text.Line($"const i32 list = ({text.Device.Clock.HeadOf(spikes, text)} + {delay}) % {text.Number(() => memory.Of(spikes).Length)};");
        text.Line($"const i32 count = {Counts(text, spikes)}[list];");
    }

    /// <summary>The place of a spike in a list.</summary>
    /// <param name="text">The kernel.</param>
    /// <param name="spikes">The ring of lists.</param>
    /// <param name="list">Number of the list.</param>
    /// <param name="place">Place in the list.</param>
    /// <param name="isWritten">Whether the kernel writes it.</param>
    public static string Rank(KernelText text, SpikeRing spikes, string list, string place, bool isWritten = false)
    {
        var memory = text.Device.Memory;
        var ranks = text.Block(spikes, "i32", () => memory.Of(spikes), isWritten);
        return $"{ranks}[{list} * {text.Number(() => memory.Of(spikes).Stride)} + {place}]";
    }

    /// <summary>How many spikes there are in each list.</summary>
    public static string Counts(KernelText text, SpikeRing spikes, bool isWritten = false)
    {
        var memory = text.Device.Memory;
        return text.Block((spikes, "counts"), "i32", () => memory.Of(spikes).Counts, isWritten);
    }
}
