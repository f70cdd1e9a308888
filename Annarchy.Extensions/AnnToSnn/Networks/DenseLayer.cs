using System.Numerics.Tensors;

namespace Annarchy.AnnToSnn;

/// <summary>A layer in which every unit sees every input: <c>y = x W + b</c>.</summary>
public sealed class DenseLayer : AnnLayer
{
    private readonly float[] _kernel;
    private readonly float[]? _bias;

    /// <summary>Makes a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="kernel">Weights, a row of <paramref name="units"/> numbers per input; not copied.</param>
    /// <param name="bias">A number per unit; null for none. Not copied.</param>
    /// <exception cref="ArgumentException">There are not so many numbers.</exception>
    public DenseLayer(string name, int units, float[] kernel, float[]? bias = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        if (kernel.Length == 0 || kernel.Length % units != 0)
            throw new ArgumentException($"A kernel of {kernel.Length} weights does not serve {units} units.", nameof(kernel));
        if (bias is not null && bias.Length != units)
            throw new ArgumentException($"{units} units have as many biases, not {bias.Length}.", nameof(bias));
        (Units, _kernel, _bias) = (units, kernel, bias);
    }

    /// <inheritdoc/>
    public override string Kind => "Dense";

    /// <summary>Number of inputs.</summary>
    public int Inputs => _kernel.Length / Units;

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Weights, a row of <see cref="Units"/> numbers per input.</summary>
    public ReadOnlySpan<float> Kernel => _kernel;

    /// <summary>A number per unit; empty where there are none.</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <inheritdoc/>
    public override int[] OutputShape(IReadOnlyList<int> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        return inputShape is [var inputs] && inputs == Inputs ? [Units] : throw Misfit(inputShape, $"({Inputs}): flatten it first, if need be");
    }

    internal override void Apply(IReadOnlyList<int> shape, ReadOnlySpan<float> input, Span<float> output)
    {
        output.Clear();
        _bias?.CopyTo(output);
        for (var i = 0; i < input.Length; i++)
            TensorPrimitives.MultiplyAdd(_kernel.AsSpan(i * Units, Units), input[i], output, output);
    }
}
