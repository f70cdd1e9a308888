namespace Annarchy.AnnToSnn.Formats;

/// <summary>An operation of an ONNX model (<c>NodeProto</c>).</summary>
internal sealed class OnnxNode
{
    private readonly Dictionary<string, OnnxMessage> _attributes = new(StringComparer.Ordinal);

    public OnnxNode(OnnxMessage message)
    {
        Inputs = [.. message.Texts(1)];
        Outputs = [.. message.Texts(2)];
        Operation = message.Text(4);
        Name = message.Text(3) is { Length: > 0 } name ? name : Outputs.FirstOrDefault(Operation);
        foreach (var attribute in message.Messages(5))
            _attributes[attribute.Text(1)] = attribute;
    }

    public string Name { get; }

    public string Operation { get; }

    /// <summary>Names of the values it gets; empty for those left out.</summary>
    public List<string> Inputs { get; }

    /// <summary>Names of the values it gives.</summary>
    public List<string> Outputs { get; }

    public override string ToString() => $"operation '{Name}' ({Operation})";

    public long Integer(string attribute, long otherwise) =>
        _attributes.TryGetValue(attribute, out var found) ? found.Integer(3) ?? otherwise : otherwise;

    public float Single(string attribute, float otherwise) =>
        _attributes.TryGetValue(attribute, out var found) && found.Singles(2) is [.., var value] ? value : otherwise;

    public string? Text(string attribute) => _attributes.TryGetValue(attribute, out var found) ? found.Text(4) : null;

    /// <summary>Integers; those given where the attribute is missing.</summary>
    public int[] Integers(string attribute, params int[] otherwise)
    {
        if (!_attributes.TryGetValue(attribute, out var found))
            return otherwise;
        var values = found.Integers(8).Select(value => checked((int)value)).ToArray();
        return otherwise.Length == 0 || values.Length == otherwise.Length
            ? values
            : throw new InvalidDataException($"'{attribute}' of {this} has {values.Length} numbers instead of {otherwise.Length}");
    }

    /// <summary>The array that a <c>Constant</c> is.</summary>
    public OnnxTensor? Tensor(string attribute) =>
        _attributes.TryGetValue(attribute, out var found) && found.Message(5) is { } tensor ? new OnnxTensor(tensor) : null;

    public NotSupportedException Refuse(string what) => new($"{this} {what}");
}
