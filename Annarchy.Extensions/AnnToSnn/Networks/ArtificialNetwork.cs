using System.Numerics.Tensors;

namespace Annarchy.AnnToSnn;

/// <summary>A trained feed-forward network of layers, as Keras and PyTorch save them; evaluates in single precision.</summary>
/// <remarks>
/// Values are in row-major order over (rows, columns, channels) inside of the network. Dropout does nothing, as when Keras predicts.
/// </remarks>
/// <example><code>
/// var ann = ArtificialNetwork.Load("digits.keras");
/// int digit = ann.Predict(pixels);
/// float[] logits = ann.Logits(pixels);
/// </code></example>
public sealed class ArtificialNetwork
{
    private readonly AnnLayer[] _layers;
    private readonly int[][] _shapes;

    /// <summary>Makes a network of layers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputShape">Shape of a sample, without the batch.</param>
    /// <param name="layers">The layers, from input to output.</param>
    /// <param name="inputName">Name of the input.</param>
    /// <exception cref="ArgumentException">There are no layers, or one does not fit the one before it; the message names it.</exception>
    public ArtificialNetwork(string name, IReadOnlyList<int> inputShape, IEnumerable<AnnLayer> layers, string inputName = "input")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputName);
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentNullException.ThrowIfNull(layers);
        (Name, InputName) = (name, inputName);
        _layers = [.. layers];
        if (_layers.Length == 0)
            throw new ArgumentException($"Network '{name}' has no layers.", nameof(layers));
        _shapes = new int[_layers.Length + 1][];
        _shapes[0] = [.. inputShape];
        InputSize = Shapes.Count(inputShape);
        for (var i = 0; i < _layers.Length; i++)
        {
            _shapes[i + 1] = _layers[i].OutputShape(_shapes[i]);
            Shapes.Count(_shapes[i + 1]);
        }
    }

    /// <summary>Name of the network.</summary>
    public string Name { get; }

    /// <summary>Name of the input.</summary>
    public string InputName { get; }

    /// <summary>Shape of a sample.</summary>
    public IReadOnlyList<int> InputShape => _shapes[0];

    /// <summary>Number of values of a sample.</summary>
    public int InputSize { get; }

    /// <summary>Shape of the answer.</summary>
    public IReadOnlyList<int> OutputShape => _shapes[^1];

    /// <summary>The layers, from input to output. Activations are layers of their own.</summary>
    public IReadOnlyList<AnnLayer> Layers => _layers;

    /// <summary>Reads a network from a file.</summary>
    /// <param name="path">
    /// An archive of Keras 3 (<c>.keras</c>), a whole model in HDF5 of Keras 2 or 3 (<c>.h5</c>, <c>.hdf5</c>) or a model in the Open Neural
    /// Network Exchange format (<c>.onnx</c>), such as PyTorch exports. The content says which, not the name.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is none of these, cut off or damaged; the message names it and what is wrong.</exception>
    /// <exception cref="NotSupportedException">
    /// A layer is of a kind that is not supported, or something is stored in a way that is not; the message names it and what is.
    /// </exception>
    public static ArtificialNetwork Load(string path) => Formats.ModelFile.Read(path);

    /// <summary>Shape of what a layer gives.</summary>
    /// <param name="layer">Number of the layer, from 0; -1 for the input.</param>
    public IReadOnlyList<int> ShapeAfter(int layer) => _shapes[layer + 1];

    /// <summary>What the network gives for a sample.</summary>
    /// <param name="sample">Its values, in row-major order.</param>
    /// <exception cref="ArgumentException">There are not as many values as the network has inputs.</exception>
    public float[] Evaluate(ReadOnlySpan<float> sample) => Activations(sample)[^1];

    /// <summary>What the network gives for a sample before the softmax at its end, if there is one.</summary>
    /// <param name="sample">Its values, in row-major order.</param>
    /// <exception cref="ArgumentException">There are not as many values as the network has inputs.</exception>
    public float[] Logits(ReadOnlySpan<float> sample)
    {
        var activations = Activations(sample);
        return _layers is [.., _, ActivationLayer { Function: ActivationFunction.Softmax }] ? activations[^2] : activations[^1];
    }

    /// <summary>What every layer gives for a sample.</summary>
    /// <param name="sample">Its values, in row-major order.</param>
    /// <exception cref="ArgumentException">There are not as many values as the network has inputs.</exception>
    public float[][] Activations(ReadOnlySpan<float> sample)
    {
        CheckSample(sample.Length);
        var activations = new float[_layers.Length][];
        var input = sample;
        for (var i = 0; i < _layers.Length; i++)
        {
            var output = new float[Shapes.Count(_shapes[i + 1])];
            _layers[i].Apply(_shapes[i], input, output);
            input = activations[i] = output;
        }

        return activations;
    }

    /// <summary>The class of a sample: the place of the largest value the network gives for it.</summary>
    /// <param name="sample">Its values, in row-major order.</param>
    /// <exception cref="ArgumentException">There are not as many values as the network has inputs.</exception>
    public int Predict(ReadOnlySpan<float> sample) => TensorPrimitives.IndexOfMax<float>(Logits(sample));

    /// <summary>Name, shapes and layers.</summary>
    public override string ToString() =>
        $"{Name}: {Shapes.Describe(InputShape)}, {string.Join(", ", _layers.Select((layer, i) => $"{layer.Kind} {Shapes.Describe(_shapes[i + 1])}"))}";

    internal void CheckSample(int length)
    {
        if (length != InputSize)
            throw new ArgumentException($"A sample has {length} values; network '{Name}' takes {InputSize}, of shape {Shapes.Describe(InputShape)}.");
    }
}
