namespace Annarchy.AnnToSnn;

/// <summary>Puts the axes of its input in another order.</summary>
public sealed class PermuteLayer : AnnLayer
{
    private readonly int[] _order;

    /// <summary>Makes a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="order">For each axis of the output the axis of the input, from 0.</param>
    /// <exception cref="ArgumentException">It is not an order of axes.</exception>
    public PermuteLayer(string name, IReadOnlyList<int> order)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!order.Order().SequenceEqual(Enumerable.Range(0, order.Count)))
            throw new ArgumentException($"{Shapes.Describe(order)} is not an order of {order.Count} axes.", nameof(order));
        _order = [.. order];
    }

    /// <inheritdoc/>
    public override string Kind => "Permute";

    /// <summary>For each axis of the output the axis of the input, from 0.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        return inputShape.Count == _order.Length
            ? Array.ConvertAll(_order, axis => inputShape[axis])
            : throw Misfit(inputShape, $"{_order.Length} dimensions");
    }

    /// <summary>The place in the input of each value of the output.</summary>
    internal int[] Sources(IReadOnlyList<int> shape)
    {
        var (from, to) = (new Geometry([.. shape]), new Geometry(OutputShape(shape)));
        var sources = new int[to.Size];
        var place = new int[_order.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var coordinates = to.Coordinates(i);
            for (var axis = 0; axis < place.Length; axis++)
                place[_order[axis]] = coordinates[axis];
            sources[i] = from.Rank(place);
        }

        return sources;
    }

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output)
    {
        var sources = Sources(shape);
        for (var i = 0; i < output.Length; i++)
            output[i] = input[sources[i]];
    }
}
