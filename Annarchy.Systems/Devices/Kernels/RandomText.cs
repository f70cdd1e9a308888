using System.Globalization;
using Annarchy.Programs;

namespace Annarchy.Devices;

/// <summary>Random numbers in the text of a kernel: the same as those the host draws for the element.</summary>
/// <param name="text">The kernel.</param>
/// <param name="randomObject">The object that draws.</param>
/// <param name="element">The element it is for.</param>
internal sealed class RandomText(KernelText text, int randomObject, string element)
{
    /// <summary>The expression of a standard random number.</summary>
    /// <param name="slot">A stream of random numbers.</param>
    public string Read(Slot slot)
    {
        var mark = slot.Name.IndexOf('#', StringComparison.Ordinal);
        var stream = int.Parse(slot.Name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return Call(slot.Name == SlotNames.NormalStream(stream) ? "normal" : "uniform", stream, slot.Locality);
    }

    /// <summary>The expression of a draw whose parameters shape the distribution.</summary>
    /// <param name="node">A draw from <see cref="Op.Gamma"/> or <see cref="Op.Binomial"/>.</param>
    /// <param name="parameters">Its parameters.</param>
    public string Draw(Node node, IEnumerable<string> parameters) =>
        $"(REAL){Call(node.Op == Op.Gamma ? ShapedDraws.Gamma : ShapedDraws.Binomial, (int)node.Value, node.Locality, parameters)}";

    private string Call(string function, int stream, Locality locality, IEnumerable<string>? parameters = null)
    {
        var number = stream.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            text.Device.Clock.In(text), text.Number(() => randomObject), number, locality == Locality.Global ? "0" : element, .. parameters ?? [],
        ];
        return $"{function}({string.Join(", ", arguments)})";
    }
}
