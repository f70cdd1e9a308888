using System.Numerics.Tensors;

namespace Annarchy.AnnToSnn;

/// <summary>What a layer makes of the sums it gets.</summary>
public enum ActivationFunction
{
    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>exp(x) / sum(exp(x))</c> along the last axis.</summary>
    Softmax,
}

/// <summary>Applies a function to every value; also what Keras writes as the activation of another layer.</summary>
/// <param name="name">Its name, or that of the layer whose activation it is.</param>
/// <param name="function">The function.</param>
public sealed class ActivationLayer(string name, ActivationFunction function) : AnnLayer(name)
{
    /// <inheritdoc/>
    public override string Kind => Function == ActivationFunction.Relu ? "ReLU" : "Softmax";

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = Enum.IsDefined(function)
        ? function
        : throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation function.");

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape) => [.. inputShape];

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output)
    {
        if (Function == ActivationFunction.Relu)
        {
            TensorPrimitives.Max(input, 0.0f, output);
            return;
        }

        var length = shape[^1];
        for (var i = 0; i < input.Length; i += length)
        {
            var row = output.Slice(i, length);
            TensorPrimitives.Subtract(input.Slice(i, length), TensorPrimitives.Max(input.Slice(i, length)), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum(row), row);
        }
    }
}
