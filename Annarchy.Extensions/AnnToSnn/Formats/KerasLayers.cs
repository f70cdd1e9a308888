namespace Annarchy.AnnToSnn.Formats;

/// <summary>Makes layers of the configuration of one of Keras.</summary>
/// <param name="config">The configuration.</param>
/// <param name="name">Name of the layer.</param>
/// <param name="layerClass">Its class.</param>
/// <param name="classIndex">How many of the class are before it.</param>
/// <param name="weights">The weights of all layers.</param>
internal sealed class KerasLayers(KerasObject config, string name, string layerClass, int classIndex, IKerasWeights weights)
{
    private const string Supported =
        "InputLayer, Dense, Conv2D, MaxPooling2D, AveragePooling2D, Flatten, Reshape, Dropout, Activation, ReLU and Softmax";

    /// <summary>The layer, and its activation as another one.</summary>
    /// <param name="shape">Shape of its input.</param>
    public IEnumerable<AnnLayer> Read(int[] shape) => layerClass switch
    {
        "Dense" => [Dense(shape), .. Activation()],
        "Conv2D" => [Conv2D(shape), .. Activation()],
        "MaxPooling2D" => [Pooling(PoolingOperation.Max)],
        "AveragePooling2D" => [Pooling(PoolingOperation.Average)],
        "Flatten" => [new ReshapeLayer(name)],
        "Reshape" => [new ReshapeLayer(name, config.Shape("target_shape"))],
        "Dropout" => [new DropoutLayer(name)],
        "Activation" => Activation(),
        "ReLU" => [Relu()],
        "Softmax" => [new ActivationLayer(name, ActivationFunction.Softmax)],
        _ => throw config.Refuse($"is not supported; supported are {Supported}"),
    };

    private DenseLayer Dense(int[] shape)
    {
        var units = config.Integer("units");
        if (shape is not [var inputs])
            throw config.Refuse($"gets an input of shape {Shapes.Describe(shape)}; only flat ones are supported");
        return new DenseLayer(name, units, Kernel(inputs, units), Bias(units));
    }

    private Conv2DLayer Conv2D(int[] shape)
    {
        CheckChannelsLast();
        if (config.Json.TryGetProperty("groups", out _) && config.Integer("groups") != 1)
            throw config.Refuse("has groups of channels, which are not supported; one group is");
        if (shape is not [_, _, var channels])
            throw config.Refuse($"gets an input of shape {Shapes.Describe(shape)}; it needs (rows, columns, channels)");
        var filters = config.Integer("filters");
        var size = config.Pair("kernel_size") ?? throw new InvalidDataException($"{config.Label} has no kernel_size");
        var window = Window(size, (1, 1), config.Pair("dilation_rate") ?? (1, 1));
        return new Conv2DLayer(name, window, filters, Kernel(size.First, size.Second, channels, filters), Bias(filters));
    }

    private Pooling2DLayer Pooling(PoolingOperation operation)
    {
        CheckChannelsLast();
        var size = config.Pair("pool_size") ?? (2, 2);
        return new Pooling2DLayer(name, operation, Window(size, size, (1, 1)));
    }

    private ActivationLayer[] Activation() => config.Text("activation") switch
    {
        null or "linear" => [],
        "relu" or "ReLU" => [new ActivationLayer(name, ActivationFunction.Relu)],
        "softmax" or "Softmax" => [new ActivationLayer(name, ActivationFunction.Softmax)],
        var other => throw config.Refuse($"has the activation '{other}', which is not supported; linear, relu and softmax are"),
    };

    private ActivationLayer Relu()
    {
        var isPlain = config.Number("max_value") is null
            && (config.Number("negative_slope") ?? 0.0) == 0.0
            && (config.Number("threshold") ?? 0.0) == 0.0;
        return isPlain
            ? new ActivationLayer(name, ActivationFunction.Relu)
            : throw config.Refuse("has a slope, a threshold or a largest value, which are not supported; max(x, 0) is");
    }

    private Window2D Window((int First, int Second) size, (int First, int Second) stride, (int First, int Second) dilation)
    {
        var same = config.Text("padding") switch
        {
            null or "valid" => false,
            "same" => true,
            var other => throw config.Refuse($"has the padding '{other}', which is not supported; valid and same are"),
        };
        var steps = config.Pair("strides") ?? stride;
        return new Window2D(
            new WindowAxis(size.First, steps.First, dilation.First, Same: same),
            new WindowAxis(size.Second, steps.Second, dilation.Second, Same: same));
    }

    private void CheckChannelsLast()
    {
        if (config.Text("data_format") is { } format and not "channels_last")
            throw config.Refuse($"has its data in the format '{format}', which is not supported; channels_last is");
    }

    private float[] Kernel(params ReadOnlySpan<int> shape) => weights.Read(name, layerClass, classIndex, 0, shape);

    private float[]? Bias(int count) => config.Flag("use_bias", true) ? weights.Read(name, layerClass, classIndex, 1, count) : null;
}
