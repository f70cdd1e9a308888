namespace Annarchy.AnnToSnn;

/// <summary>Gives its input another shape; the order of the values stays.</summary>
/// <param name="name">Its name.</param>
/// <param name="shape">The shape, in which one length may be -1: as many as there are; null for one dimension.</param>
public sealed class ReshapeLayer(string name, IReadOnlyList<int>? shape = null) : AnnLayer(name)
{
    private readonly int[] _shape = shape is null ? [-1] : [.. shape];

    /// <inheritdoc/>
    public override string Kind => _shape is [-1] ? "Flatten" : "Reshape";

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape)
    {
        var count = Shapes.Count(inputShape);
        var open = Array.IndexOf(_shape, -1);
        int[] result = [.. _shape];
        if (open >= 0)
        {
            result[open] = 1;
            result[open] = Math.Max(1, count / Shapes.Count(result));
        }

        return Shapes.Count(result) == count ? result : throw Misfit(inputShape, $"one that can be given the shape {Shapes.Describe(_shape)}");
    }

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);
}
