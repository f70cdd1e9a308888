using System.Numerics.Tensors;

namespace Annarchy.AnnToSnn;

/// <summary>A bank of filters over the rows and columns of maps (rows, columns, channels): cross-correlation, as in Keras.</summary>
public sealed class Conv2DLayer : AnnLayer
{
    private readonly float[] _kernel;
    private readonly float[]? _bias;

    /// <summary>Makes a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="window">Size of the filters and how they move.</param>
    /// <param name="filters">Number of filters, which is the number of channels it gives.</param>
    /// <param name="kernel">Weights in the order (rows, columns, channels of the input, filters); not copied.</param>
    /// <param name="bias">A number per filter; null for none. Not copied.</param>
    /// <exception cref="ArgumentException">There are not so many numbers.</exception>
    public Conv2DLayer(string name, Window2D window, int filters, float[] kernel, float[]? bias = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filters);
        window.Rows.Check(name);
        window.Columns.Check(name);
        (Window, Filters, _kernel, _bias) = (window, filters, kernel, bias);
        Channels = (int)(kernel.Length / Math.BigMul(window.Rows.Size, window.Columns.Size) / filters);
        if (Channels == 0 || Shapes.Count([window.Rows.Size, window.Columns.Size, Channels, filters]) != kernel.Length)
        {
            throw new ArgumentException(
                $"A kernel of {kernel.Length} weights is not {window.Rows.Size} x {window.Columns.Size} for {filters} filters.", nameof(kernel));
        }

        if (bias is not null && bias.Length != filters)
            throw new ArgumentException($"{filters} filters have as many biases, not {bias.Length}.", nameof(bias));
    }

    /// <inheritdoc/>
    public override string Kind => "Conv2D";

    /// <summary>Size of the filters and how they move.</summary>
    public Window2D Window { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>Weights in the order (rows, columns, channels of the input, filters).</summary>
    public ReadOnlySpan<float> Kernel => _kernel;

    /// <summary>A number per filter; empty where there are none.</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        return (inputShape is [_, _, var channels] && channels == Channels ? Window.OutputShape(inputShape, Filters) : null)
            ?? throw Misfit(inputShape, $"(rows, columns, {Channels}) with at least the {Window.Rows.Size} x {Window.Columns.Size} of its filters");
    }

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output)
    {
        var (rows, columns) = (Window.Rows.Outputs(shape[0]), Window.Columns.Outputs(shape[1]));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var units = output.Slice(((row * columns) + column) * Filters, Filters);
                units.Clear();
                _bias?.CopyTo(units);
                foreach (var (place, element) in Window.Places(shape, row, column))
                {
                    for (var channel = 0; channel < Channels; channel++)
                    {
                        var weights = _kernel.AsSpan(((element * Channels) + channel) * Filters, Filters);
                        TensorPrimitives.MultiplyAdd(weights, input[(place * Channels) + channel], units, units);
                    }
                }
            }
        }
    }
}
