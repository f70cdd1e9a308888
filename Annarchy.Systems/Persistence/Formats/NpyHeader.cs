using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Annarchy.Persistence;

/// <summary>
/// The header of an array in NumPy's <c>.npy</c> format, versions 1 and 2 (NumPy Enhancement Proposal 1): magic, version, length, and a
/// Python dictionary with element type, order and shape.
/// </summary>
/// <param name="Type">What the elements are.</param>
/// <param name="Shape">Lengths of the dimensions, in C order; none for a single number.</param>
internal sealed record NpyHeader(NpyType Type, long[] Shape)
{
    /// <summary>NumPy's own limit.</summary>
    private const int MaxDimensions = 32;

    /// <summary>Longest dictionary that is read; 32 dimensions fit easily.</summary>
    private const int MaxLength = 4096;

    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of elements.</summary>
    public long Count => CountOf(Shape);

    /// <summary>Size of the elements in bytes.</summary>
    public long ByteCount => checked(Count * Type.Size);

    public string ShapeText => Describe(Shape);

    public static string Describe(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < shape.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? ", " : "")}{shape[i]}");
        return text.Append(shape.Length == 1 ? ",)" : ")").ToString();
    }

    public static void Write(Stream stream, NpyType type, ReadOnlySpan<long> shape)
    {
        var dictionary = $"{{'descr': '{type.Name}', 'fortran_order': False, 'shape': {Describe(shape)}, }}";
        const int fixedLength = 10;
        var padded = (fixedLength + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[padded];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)(padded - fixedLength)));
        Encoding.ASCII.GetBytes(dictionary, bytes.AsSpan(fixedLength));
        bytes[^1] = (byte)'\n';
        stream.Write(bytes);
    }

    /// <exception cref="InvalidDataException">The header is not one, or of an array that is not read; the message says why.</exception>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!start.StartsWith(Magic))
            throw new InvalidDataException("it is not a NumPy array");
        int length;
        switch (start[6], start[7])
        {
            case (1, 0):
                stream.ReadExactly(start[..2]);
                length = BinaryPrimitives.ReadUInt16LittleEndian(start);
                break;
            case (2, 0):
                stream.ReadExactly(start[..4]);
                length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(start), int.MaxValue);
                break;
            default:
                throw new InvalidDataException($"it has version {start[6]}.{start[7]} of NumPy's format; 1.0 and 2.0 are read");
        }

        if (length > MaxLength)
            throw new InvalidDataException($"its header is {length} bytes long; at most {MaxLength} are read");
        var text = new byte[length];
        stream.ReadExactly(text);
        return new Dictionary(Encoding.Latin1.GetString(text)).Read();
    }

    private static long CountOf(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var length in shape)
            count = checked(count * length);
        return count;
    }

    /// <summary>Reads the one Python dictionary there is.</summary>
    private ref struct Dictionary(string text)
    {
        private readonly string _text = text;
        private int _next;

        public NpyHeader Read()
        {
            NpyType? type = null;
            long[]? shape = null;
            bool? isFortran = null;
            Expect('{');
            while (!Skip('}'))
            {
                var key = ReadString();
                Expect(':');
                switch (key)
                {
                    case "descr" when type is null:
                        var name = ReadString();
                        type = NpyType.Find(name) ?? throw new InvalidDataException($"its elements are '{Shorten(name)}', which are not read");
                        break;
                    case "fortran_order" when isFortran is null:
                        isFortran = ReadBoolean();
                        break;
                    case "shape" when shape is null:
                        shape = ReadShape();
                        break;
                    default:
                        throw Malformed();
                }

                if (!Skip(','))
                {
                    Expect('}');
                    break;
                }
            }

            if (_text.AsSpan(_next).Trim().Length > 0 || type is null || shape is null || isFortran is null)
                throw Malformed();
            if (isFortran.Value && shape.Length > 1)
                throw new InvalidDataException("it is stored column by column (Fortran order); use numpy.ascontiguousarray");
            try
            {
                var header = new NpyHeader(type, shape);
                _ = header.ByteCount;
                return header;
            }
            catch (OverflowException)
            {
                throw new InvalidDataException($"its shape {Describe(shape)} is too large");
            }
        }

        private static string Shorten(string name) => name.Length <= 32 ? name : name[..32] + "...";

        private static InvalidDataException Malformed() => new("its NumPy header is malformed");

        private long[] ReadShape()
        {
            var lengths = new List<long>();
            Expect('(');
            while (!Skip(')'))
            {
                if (lengths.Count == MaxDimensions)
                    throw new InvalidDataException($"it has more than {MaxDimensions} dimensions");
                lengths.Add(ReadLength());
                if (!Skip(','))
                {
                    Expect(')');
                    break;
                }
            }

            return [.. lengths];
        }

        private long ReadLength()
        {
            SkipSpace();
            var start = _next;
            if (_next < _text.Length && _text[_next] == '-')
                throw new InvalidDataException("its shape has a negative length");
            while (_next < _text.Length && char.IsAsciiDigit(_text[_next]))
                _next++;
            if (_next == start)
                throw Malformed();
            return long.TryParse(_text.AsSpan(start, _next - start), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new InvalidDataException("a length of its shape is too large");
        }

        private bool ReadBoolean()
        {
            SkipSpace();
            foreach (var value in (ReadOnlySpan<bool>)[true, false])
            {
                var word = value ? "True" : "False";
                if (!_text.AsSpan(_next).StartsWith(word, StringComparison.Ordinal))
                    continue;
                _next += word.Length;
                return value;
            }

            throw Malformed();
        }

        private string ReadString()
        {
            SkipSpace();
            if (_next >= _text.Length || _text[_next] is not ('\'' or '"'))
                throw Malformed();
            var end = _text.IndexOf(_text[_next], _next + 1);
            if (end < 0)
                throw Malformed();
            var value = _text[(_next + 1)..end];
            _next = end + 1;
            return value;
        }

        private void Expect(char sign)
        {
            if (!Skip(sign))
                throw Malformed();
        }

        private bool Skip(char sign)
        {
            SkipSpace();
            if (_next >= _text.Length || _text[_next] != sign)
                return false;
            _next++;
            return true;
        }

        private void SkipSpace()
        {
            while (_next < _text.Length && char.IsWhiteSpace(_text[_next]))
                _next++;
        }
    }
}
