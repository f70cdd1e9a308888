using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Annarchy.Tests;

/// <summary>Writes models in the ONNX format, by the numbers of fields in onnx.proto3.</summary>
internal sealed class OnnxFile
{
    private const int Varint = 0;
    private const int Delimited = 2;

    private readonly List<(int Field, byte[] Message)> _graph = [];

    public OnnxFile(string input, params int[] shape)
    {
        var dimensions = Message(shape.Select(length => (1, (object)Message((1, length)))));
        _graph.Add((11, Message((1, input), (2, Message((1, Message((1, 1), (2, dimensions))))))));
    }

    public OnnxFile Node(string operation, string inputs, string output, params (string Name, object Value)[] attributes)
    {
        var fields = inputs.Split(' ').Select(name => (1, (object)name)).Append((2, output)).Append((3, $"{operation}_{output}")).Append((4, operation));
        _graph.Add((1, Message(fields.Concat(attributes.Select(a => (5, (object)Attribute(a.Name, a.Value)))))));
        return this;
    }

    public OnnxFile Constant(string name, int[] shape, float[] values) => Constant(name, shape, 1, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public OnnxFile Constant(string name, long[] values) => Constant(name, [values.Length], 7, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public OnnxFile Output(string name)
    {
        _graph.Add((12, Message((1, name))));
        return this;
    }

    public void Write(string path) => File.WriteAllBytes(path, Message((1, 8), (7, Message(_graph.Select(m => (m.Field, (object)m.Message))))));

    private static byte[] Attribute(string name, object value) => value switch
    {
        int[] list => Message(list.Select(i => (8, (object)i)).Prepend((1, name))),
        string text => Message((1, name), (4, text)),
        _ => Message((1, name), (3, value)),
    };

    private OnnxFile Constant(string name, int[] shape, int type, byte[] bytes)
    {
        _graph.Add((5, Message(shape.Select(length => (1, (object)length)).Append((2, type)).Append((8, name)).Append((9, bytes)))));
        return this;
    }

    private static byte[] Message(params IEnumerable<(int Field, object Value)> fields)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (var (field, value) in fields)
            {
                output.WriteTag((uint)((field << 3) | (value is int ? Varint : Delimited)));
                if (value is int number)
                    output.WriteInt64(number);
                else if (value is string text)
                    output.WriteString(text);
                else
                    output.WriteBytes(ByteString.CopyFrom((byte[])value));
            }
        }

        return stream.ToArray();
    }
}
