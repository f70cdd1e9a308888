namespace Annarchy.AnnToSnn;

/// <summary>What a pooling gives of each window.</summary>
public enum PoolingOperation
{
    /// <summary>The largest value.</summary>
    Max,

    /// <summary>The mean of the values that are not padding.</summary>
    Average,
}

/// <summary>Pools each channel of maps (rows, columns, channels) by a window.</summary>
public sealed class Pooling2DLayer : AnnLayer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operation">What it gives of each window.</param>
    /// <param name="window">Size of the window and how it moves.</param>
    /// <exception cref="ArgumentException">The window is not possible.</exception>
    public Pooling2DLayer(string name, PoolingOperation operation, Window2D window)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!Enum.IsDefined(operation))
            throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such pooling.");
        window.Rows.Check(name);
        window.Columns.Check(name);
        (Operation, Window) = (operation, window);
    }

    /// <inheritdoc/>
    public override string Kind => Operation == PoolingOperation.Max ? "MaxPooling2D" : "AveragePooling2D";

    /// <summary>What it gives of each window.</summary>
    public PoolingOperation Operation { get; }

    /// <summary>Size of the window and how it moves.</summary>
    public Window2D Window { get; }

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        return (inputShape is [_, _, var channels] ? Window.OutputShape(inputShape, channels) : null)
            ?? throw Misfit(inputShape, $"(rows, columns, channels) with at least {Window.Rows.Size} x {Window.Columns.Size}");
    }

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output)
    {
        var (rows, columns, channels) = (Window.Rows.Outputs(shape[0]), Window.Columns.Outputs(shape[1]), shape[2]);
        var isMax = Operation == PoolingOperation.Max;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var units = output.Slice(((row * columns) + column) * channels, channels);
                units.Fill(isMax ? float.NegativeInfinity : 0.0f);
                var count = 0;
                foreach (var (place, _) in Window.Places(shape, row, column))
                {
                    count++;
                    for (var channel = 0; channel < channels; channel++)
                    {
                        var value = input[(place * channels) + channel];
                        units[channel] = isMax ? Math.Max(units[channel], value) : units[channel] + value;
                    }
                }

                for (var channel = 0; channel < channels && !isMax; channel++)
                    units[channel] /= count;
            }
        }
    }
}
