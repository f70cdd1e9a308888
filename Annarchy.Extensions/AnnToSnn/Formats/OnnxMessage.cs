using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>The fields of a message of an ONNX model, by their numbers in onnx.proto3 of the ONNX project.</summary>
internal sealed class OnnxMessage
{
    private readonly List<(int Number, ulong Value, ByteString? Bytes)> _fields = [];

    private OnnxMessage(CodedInputStream input)
    {
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            _fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (number, input.ReadUInt64(), null),
                WireFormat.WireType.Fixed32 => (number, input.ReadFixed32(), null),
                WireFormat.WireType.Fixed64 => (number, input.ReadFixed64(), null),
                WireFormat.WireType.LengthDelimited => (number, 0UL, input.ReadBytes()),
                var other => throw new InvalidDataException($"it is damaged: a field of type {other}"),
            });
        }
    }

    public static OnnxMessage Parse(byte[] bytes) => new(new CodedInputStream(bytes));

    /// <summary>The messages in a field, in order.</summary>
    public IEnumerable<OnnxMessage> Messages(int field) => Parts(field).Select(part => new OnnxMessage(part.CreateCodedInput()));

    /// <summary>The message in a field; null where there is none.</summary>
    public OnnxMessage? Message(int field) => Messages(field).LastOrDefault();

    /// <summary>The texts in a field, in order.</summary>
    public IEnumerable<string> Texts(int field) => Parts(field).Select(part => part.ToStringUtf8());

    /// <summary>The text in a field, perhaps empty.</summary>
    public string Text(int field) => Texts(field).LastOrDefault() ?? string.Empty;

    /// <summary>The bytes in a field, perhaps none.</summary>
    public ReadOnlyMemory<byte> Bytes(int field) => Parts(field).LastOrDefault()?.Memory ?? default;

    /// <summary>Whether there is such a field.</summary>
    public bool Has(int field) => _fields.Exists(f => f.Number == field);

    /// <summary>The integer in a field; null where there is none.</summary>
    public long? Integer(int field) => Integers(field) is [.., var last] ? last : null;

    /// <summary>The integers in a field, packed or not.</summary>
    public List<long> Integers(int field)
    {
        var result = new List<long>();
        foreach (var (number, value, bytes) in _fields)
        {
            if (number != field)
                continue;
            if (bytes is null)
            {
                result.Add((long)value);
                continue;
            }

            var input = bytes.CreateCodedInput();
            while (!input.IsAtEnd)
                result.Add(input.ReadInt64());
        }

        return result;
    }

    /// <summary>The numbers in single precision in a field, packed or not.</summary>
    public List<float> Singles(int field)
    {
        var result = new List<float>();
        foreach (var (number, value, bytes) in _fields)
        {
            if (number != field)
                continue;
            if (bytes is null)
                result.Add(BitConverter.UInt32BitsToSingle((uint)value));
            else
                result.AddRange(MemoryMarshal.Cast<byte, float>(bytes.Span));
        }

        return result;
    }

    private IEnumerable<ByteString> Parts(int field)
    {
        foreach (var (number, _, bytes) in _fields)
        {
            if (number == field)
                yield return bytes ?? throw new InvalidDataException("it is damaged: a field has another type than it should");
        }
    }
}
