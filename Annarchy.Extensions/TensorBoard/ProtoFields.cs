using Google.Protobuf;

namespace Annarchy.TensorBoard;

/// <summary>Messages of Protocol Buffers, field by field.</summary>
internal static class ProtoFields
{
    /// <summary>A message made of what is written.</summary>
    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var fields = new CodedOutputStream(bytes, leaveOpen: true))
            write(fields);
        return bytes.ToArray();
    }

    public static void Write(this CodedOutputStream message, int field, double value)
    {
        message.WriteTag(field, WireFormat.WireType.Fixed64);
        message.WriteDouble(value);
    }

    public static void Write(this CodedOutputStream message, int field, float value)
    {
        message.WriteTag(field, WireFormat.WireType.Fixed32);
        message.WriteFloat(value);
    }

    public static void Write(this CodedOutputStream message, int field, long value)
    {
        message.WriteTag(field, WireFormat.WireType.Varint);
        message.WriteInt64(value);
    }

    public static void Write(this CodedOutputStream message, int field, string value)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteString(value);
    }

    /// <summary>Bytes, or a message.</summary>
    public static void Write(this CodedOutputStream message, int field, byte[] value)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    /// <summary>A packed list.</summary>
    public static void Write(this CodedOutputStream message, int field, ReadOnlySpan<double> values)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteLength(values.Length * sizeof(double));
        foreach (var value in values)
            message.WriteDouble(value);
    }
}
