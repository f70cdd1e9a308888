using System.Text.Json;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>Makes a network of what Keras says about its layers.</summary>
/// <param name="weights">The weights.</param>
internal sealed class KerasModel(IKerasWeights weights)
{
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly List<AnnLayer> _layers = [];
    private int[]? _shape;
    private int[]? _inputShape;
    private string _inputName = "input";

    /// <exception cref="InvalidDataException">The description is damaged, or does not fit the weights.</exception>
    /// <exception cref="NotSupportedException">A layer is not supported, or the layers are not in a row.</exception>
    public ArtificialNetwork Read(JsonElement root)
    {
        var model = new KerasObject(root, "the model");
        var config = model.Object("config");
        var layers = model.Class switch
        {
            "Sequential" => config.Objects("layers"),
            "Functional" or "Model" => KerasGraph.Ordered(config.Objects("layers")),
            var other => throw new NotSupportedException($"a model of class {other} is not supported; Sequential and Functional are"),
        };
        foreach (var layer in layers)
            Add(layer);
        return new ArtificialNetwork(config.Text("name") ?? "model", _inputShape ?? throw NoInput(), _layers, _inputName);
    }

    private static InvalidDataException NoInput() => new("the shape of the input is missing: the model was saved before it was built");

    private void Add(KerasObject layer)
    {
        var config = layer.Object("config");
        var name = config.Text("name") ?? layer.Class;
        config.Label = $"layer '{name}' of class {layer.Class}";
        var classIndex = _classes.GetValueOrDefault(layer.Class);
        _classes[layer.Class] = classIndex + 1;
        if ((config.Shape("batch_shape") ?? config.Shape("batch_input_shape")) is { } batchShape && _inputShape is null)
        {
            _shape = _inputShape = batchShape[1..];
            Shapes.Count(_shape);
            _inputName = name;
        }

        if (layer.Class == "InputLayer")
            return;
        var reader = new KerasLayers(config, name, layer.Class, classIndex, weights);
        foreach (var added in reader.Read(_shape ?? throw NoInput()))
        {
            _shape = added.OutputShape(_shape);
            _layers.Add(added);
        }
    }
}
