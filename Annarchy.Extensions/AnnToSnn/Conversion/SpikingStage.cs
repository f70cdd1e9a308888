namespace Annarchy.AnnToSnn;

/// <summary>A layer that becomes a population.</summary>
/// <param name="Layer">A layer with weights, or a pooling.</param>
/// <param name="Index">Number of the last layer of the network that belongs to it, perhaps a ReLU.</param>
/// <param name="InputShape">Shape of what it gets.</param>
/// <param name="OutputShape">Shape of what it gives.</param>
/// <param name="Sources">The neuron of the population before it for each of its inputs; null if they are in the same order.</param>
internal sealed record SpikingStage(AnnLayer Layer, int Index, int[] InputShape, int[] OutputShape, int[]? Sources)
{
    /// <summary>Whether the layer has weights; otherwise it pools.</summary>
    public bool HasWeights => Layer is DenseLayer or Conv2DLayer;

    /// <summary>Biases of the layer; empty where there are none.</summary>
    public ReadOnlySpan<float> Bias => Layer switch
    {
        DenseLayer dense => dense.Bias,
        Conv2DLayer convolution => convolution.Bias,
        _ => [],
    };

    /// <summary>The stages of a network.</summary>
    /// <exception cref="NotSupportedException">A layer cannot be converted; the message names it and says why.</exception>
    public static List<SpikingStage> Of(ArtificialNetwork ann)
    {
        var stages = new List<SpikingStage>();
        int[]? sources = null;
        var unrectified = -1;
        for (var i = 0; i < ann.Layers.Count; i++)
        {
            var layer = ann.Layers[i];
            int[] shape = [.. ann.ShapeAfter(i - 1)];
            switch (layer)
            {
                case DropoutLayer or ReshapeLayer:
                    break;
                case PermuteLayer permutation:
                    var order = permutation.Sources(shape);
                    sources = sources is null ? order : Array.ConvertAll(order, place => sources[place]);
                    break;
                case ActivationLayer { Function: ActivationFunction.Relu }:
                    unrectified = -1;
                    if (stages.Count > 0)
                        stages[^1] = stages[^1] with { Index = i };
                    break;
                case ActivationLayer when i == ann.Layers.Count - 1:
                    break;
                case DenseLayer or Conv2DLayer or Pooling2DLayer:
                    // The maximum may be taken before values are rectified.
                    var isMaximum = layer is Pooling2DLayer { Operation: PoolingOperation.Max };
                    if (unrectified >= 0 && !isMaximum)
                    {
                        throw new NotSupportedException(
                            $"Layer {ann.Layers[unrectified]} of network '{ann.Name}' cannot be converted: nothing rectifies it before layer {layer}, "
                            + "and rates of spikes are not negative. All layers but the last one need a ReLU.");
                    }

                    stages.Add(new SpikingStage(layer, i, shape, [.. ann.ShapeAfter(i)], sources));
                    sources = null;
                    if (!isMaximum)
                        unrectified = layer is Pooling2DLayer ? -1 : i;
                    break;
                default:
                    throw new NotSupportedException(
                        $"Layer {layer} of network '{ann.Name}' cannot be converted there; Dense, Conv2D, MaxPooling2D, AveragePooling2D, Flatten, "
                        + "Reshape, Permute, Dropout and ReLU can, and Softmax as the last layer.");
            }
        }

        return stages is [.., { Layer: DenseLayer }]
            ? stages
            : throw new NotSupportedException(
                $"Network '{ann.Name}' cannot be converted: its last layer with weights must be Dense, whose neurons are the classes.");
    }

    /// <summary>The synapses of the stage, ranks in the populations before it and of it, with the weights of the layer.</summary>
    public IEnumerable<(int Post, int Pre, double Weight)> Synapses() => Layer switch
    {
        DenseLayer dense => Synapses(dense),
        Conv2DLayer convolution => Synapses(convolution),
        _ => Synapses((Pooling2DLayer)Layer),
    };

    private IEnumerable<(int Post, int Pre, double Weight)> Synapses(DenseLayer dense)
    {
        for (var unit = 0; unit < dense.Units; unit++)
        {
            for (var input = 0; input < dense.Inputs; input++)
                yield return (unit, Source(input), dense.Kernel[(input * dense.Units) + unit]);
        }
    }

    private IEnumerable<(int Post, int Pre, double Weight)> Synapses(Conv2DLayer convolution)
    {
        foreach (var (place, input, element, _) in Windows(convolution.Window))
        {
            for (var filter = 0; filter < convolution.Filters; filter++)
            {
                for (var channel = 0; channel < convolution.Channels; channel++)
                {
                    var weight = convolution.Kernel[(((element * convolution.Channels) + channel) * convolution.Filters) + filter];
                    yield return ((place * convolution.Filters) + filter, Source((input * convolution.Channels) + channel), weight);
                }
            }
        }
    }

    /// <summary>The mean of each window; weights of 1 would do for the maximum.</summary>
    private IEnumerable<(int Post, int Pre, double Weight)> Synapses(Pooling2DLayer pooling)
    {
        var channels = InputShape[2];
        foreach (var (place, input, _, count) in Windows(pooling.Window))
        {
            for (var channel = 0; channel < channels; channel++)
                yield return ((place * channels) + channel, Source((input * channels) + channel), 1.0 / count);
        }
    }

    /// <summary>Every place of the output, every place of the input it sees, the element of the window between them, and how many it sees.</summary>
    private IEnumerable<(int Place, int Input, int Element, int Count)> Windows(Window2D window)
    {
        for (var row = 0; row < OutputShape[0]; row++)
        {
            for (var column = 0; column < OutputShape[1]; column++)
            {
                var seen = window.Places(InputShape, row, column).ToArray();
                foreach (var (input, element) in seen)
                    yield return ((row * OutputShape[1]) + column, input, element, seen.Length);
            }
        }
    }

    private int Source(int input) => Sources is null ? input : Sources[input];
}
