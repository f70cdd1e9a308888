using System.Runtime.InteropServices;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>An array of an ONNX model (<c>TensorProto</c>).</summary>
internal sealed class OnnxTensor
{
    private const int Single = 1;
    private const int Int64 = 7;

    private readonly OnnxMessage _message;
    private readonly long _type;

    public OnnxTensor(OnnxMessage message)
    {
        _message = message;
        Name = message.Text(8);
        _type = message.Integer(2) ?? 0;
        Shape = [.. message.Integers(1).Select(length => checked((int)length))];
    }

    public string Name { get; }

    public int[] Shape { get; }

    /// <summary>Real numbers, in row-major order.</summary>
    public float[] Singles()
    {
        Check(Single, "numbers in single precision (FLOAT)");
        return Checked(_message.Has(9) ? MemoryMarshal.Cast<byte, float>(_message.Bytes(9).Span).ToArray() : [.. _message.Singles(4)]);
    }

    /// <summary>Integers, such as shapes.</summary>
    public long[] Integers()
    {
        Check(Int64, "integers (INT64)");
        return Checked(_message.Has(9) ? MemoryMarshal.Cast<byte, long>(_message.Bytes(9).Span).ToArray() : [.. _message.Integers(7)]);
    }

    private void Check(int type, string expected)
    {
        const int external = 1;
        if (_type != type)
            throw new NotSupportedException($"the array '{Name}' has elements of type {_type}; {expected} are expected");
        if (_message.Integer(14) == external)
            throw new NotSupportedException($"the array '{Name}' is in a file of its own, which is not read; export the model as one file");
    }

    private T[] Checked<T>(T[] values)
    {
        var count = Shape.Length == 0 ? 1 : Shapes.Count(Shape);
        return values.Length == count
            ? values
            : throw new InvalidDataException($"it is damaged: the array '{Name}' of shape {Shapes.Describe(Shape)} has {values.Length} elements");
    }
}
