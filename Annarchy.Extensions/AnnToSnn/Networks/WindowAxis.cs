namespace Annarchy.AnnToSnn;

/// <summary>How a convolution or pooling goes along one axis.</summary>
/// <param name="Size">Elements of the window.</param>
/// <param name="Stride">Elements from one window to the next.</param>
/// <param name="Dilation">Elements from one of the window to the next one.</param>
/// <param name="Before">Elements of padding before the input.</param>
/// <param name="After">Elements of padding after the input.</param>
/// <param name="Same">
/// Whether the padding is as large as it must be for an output per stride, the larger half after the input, as with Keras' <c>same</c>.
/// </param>
public readonly record struct WindowAxis(int Size, int Stride = 1, int Dilation = 1, int Before = 0, int After = 0, bool Same = false)
{
    private int Extent => checked(((Size - 1) * Dilation) + 1);

    /// <summary>Number of windows.</summary>
    /// <param name="length">Length of the input.</param>
    /// <returns>0 if the window is larger than the padded input.</returns>
    public int Outputs(int length)
    {
        if (Same)
            return ((length - 1) / Stride) + 1;
        var padded = checked(length + Before + After);
        return padded < Extent ? 0 : ((padded - Extent) / Stride) + 1;
    }

    /// <summary>Where a window begins; before 0 in the padding.</summary>
    /// <param name="output">Number of the window, from 0.</param>
    /// <param name="length">Length of the input.</param>
    public int Start(int output, int length) =>
        (output * Stride) - (Same ? Math.Max(0, ((Outputs(length) - 1) * Stride) + Extent - length) / 2 : Before);

    internal void Check(string layer)
    {
        if (Size < 1 || Stride < 1 || Dilation < 1 || Before < 0 || After < 0 || Before >= Extent || After >= Extent)
        {
            throw new ArgumentException(
                $"Layer '{layer}' has a window of size {Size}, stride {Stride}, dilation {Dilation} and padding {Before}, {After}.");
        }
    }
}
