namespace Annarchy.AnnToSnn;

/// <summary>Dropped values at random while the network was trained; does nothing now.</summary>
/// <param name="name">Its name.</param>
public sealed class DropoutLayer(string name) : AnnLayer(name)
{
    /// <inheritdoc/>
    public override string Kind => "Dropout";

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape) => [.. inputShape];

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);
}
