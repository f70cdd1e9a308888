namespace Annarchy.AnnToSnn;

/// <summary>A layer of an <see cref="ArtificialNetwork"/>; immutable, and used for inputs of any shape it fits.</summary>
/// <param name="name">Name of the layer, for messages and reports.</param>
public abstract class AnnLayer(string name)
{
    /// <summary>Name of the layer.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>What the layer is, as Keras calls it.</summary>
    public abstract string Kind { get; }

    /// <summary>Shape of what the layer gives.</summary>
    /// <param name="inputShape">Shape of what it gets, channels last, without the batch.</param>
    /// <exception cref="ArgumentException">The layer does not fit such an input.</exception>
    public abstract int[] OutputShape(IReadOnlyList<int> inputShape);

    /// <summary>Name and kind.</summary>
    public override string ToString() => $"'{Name}' ({Kind})";

    /// <summary>Computes the layer.</summary>
    /// <param name="shape">Shape of the input; one the layer fits.</param>
    /// <param name="input">Values in row-major order.</param>
    /// <param name="output">Where the values of the layer go.</param>
    internal abstract void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output);

    private protected ArgumentException Misfit(IReadOnlyList<int> shape, string expected) =>
        new($"Layer {this} gets an input of shape {Shapes.Describe(shape)}; it needs {expected}.");
}
