namespace Annarchy.AnnToSnn.Formats;

/// <summary>Reads models in the Open Neural Network Exchange format whose operations are in a row.</summary>
internal static class OnnxModel
{
    private const int Graph = 7;

    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    /// <exception cref="NotSupportedException">An operation is not supported, or the operations are not in a row.</exception>
    public static ArtificialNetwork Read(byte[] bytes)
    {
        var graph = OnnxMessage.Parse(bytes).Message(Graph) ?? throw new InvalidDataException("it is not an ONNX model: it has no graph");
        var constants = graph.Messages(5).Select(message => new OnnxTensor(message)).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var inputs = graph.Messages(11).Where(value => !constants.ContainsKey(value.Text(1))).ToList();
        if (inputs.Count != 1)
            throw new NotSupportedException($"it has {inputs.Count} inputs; one is supported");
        var name = inputs[0].Text(1);
        var layers = new OnnxLayers(constants, name, Shape(inputs[0]));
        foreach (var node in graph.Messages(1))
            layers.Add(new OnnxNode(node));
        var ofModel = graph.Text(2) is { Length: > 0 } own ? own : "model";
        var outputs = graph.Messages(12).Select(value => value.Text(1));
        return new ArtificialNetwork(ofModel, layers.InputShape, layers.Complete(outputs), name);
    }

    /// <summary>Shape of an input (<c>ValueInfoProto</c>, <c>TypeProto</c>, <c>TensorShapeProto</c>), without the batch.</summary>
    private static int[] Shape(OnnxMessage value)
    {
        var shape = value.Message(2)?.Message(1)?.Message(2);
        var dimensions = shape?.Messages(1).Select(dimension => checked((int)(dimension.Integer(1) ?? -1))).ToArray() ?? [];
        if (dimensions.Length < 2 || dimensions.Skip(1).Any(length => length < 1))
        {
            throw new NotSupportedException(
                $"its input '{value.Text(1)}' has the shape {Shapes.Describe(dimensions)}; all lengths but that of the batch, which comes first, "
                + "must be given");
        }

        return dimensions[1..];
    }
}
