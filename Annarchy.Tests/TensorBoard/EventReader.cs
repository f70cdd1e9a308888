using System.Text;

namespace Annarchy.Tests.TensorBoard;

/// <summary>
/// Reads event files byte by byte, after the documentation of TFRecord and of the encoding of Protocol Buffers; shares nothing with what writes
/// them. Checksums that do not fit are errors.
/// </summary>
internal static class EventReader
{
    /// <summary>The events of the only file of a folder.</summary>
    public static List<Fields> ReadFolder(string folder) => Read(File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder, "events.out.tfevents.*"))));

    public static List<Fields> Read(ReadOnlySpan<byte> file)
    {
        var events = new List<Fields>();
        while (!file.IsEmpty)
        {
            var length = BitConverter.ToUInt64(file);
            CheckSum(file[..8], BitConverter.ToUInt32(file[8..]));
            var data = file.Slice(12, (int)length);
            CheckSum(data, BitConverter.ToUInt32(file[(12 + (int)length)..]));
            events.Add(new Fields(data));
            file = file[(16 + (int)length)..];
        }

        return events;
    }

    private static void CheckSum(ReadOnlySpan<byte> data, uint masked)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        crc = ~crc;
        if (masked != unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8))
            throw new InvalidDataException("A checksum does not fit.");
    }

    /// <summary>The fields of a message by number; repeated ones in order.</summary>
    internal sealed class Fields
    {
        private readonly List<(int Number, byte[] Bytes)> _fields = [];

        public Fields(ReadOnlySpan<byte> message)
        {
            while (!message.IsEmpty)
            {
                var tag = Varint(ref message);
                var length = (tag & 7) switch
                {
                    0 => 0,
                    1 => 8,
                    2 => (int)Varint(ref message),
                    5 => 4,
                    var type => throw new InvalidDataException($"There is no wire type {type}."),
                };
                if ((tag & 7) == 0)
                {
                    _fields.Add(((int)(tag >> 3), BitConverter.GetBytes(Varint(ref message))));
                    continue;
                }

                _fields.Add(((int)(tag >> 3), message[..length].ToArray()));
                message = message[length..];
            }
        }

        public bool Has(int number) => _fields.Exists(f => f.Number == number);

        public byte[] Bytes(int number) => Assert.Single(_fields, f => f.Number == number).Bytes;

        public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

        public double Double(int number) => BitConverter.ToDouble(Bytes(number));

        public float Single(int number) => BitConverter.ToSingle(Bytes(number));

        public long Integer(int number) => BitConverter.ToInt64(Bytes(number));

        public double[] Doubles(int number) => [.. Bytes(number).Chunk(8).Select(b => BitConverter.ToDouble(b))];

        public Fields Message(int number) => new(Bytes(number));

        public Fields[] Messages(int number) => [.. _fields.Where(f => f.Number == number).Select(f => new Fields(f.Bytes))];

        private static ulong Varint(ref ReadOnlySpan<byte> bytes)
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var next = bytes[0];
                bytes = bytes[1..];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
        }
    }
}
