using System.Buffers.Binary;
using System.Text;

namespace Annarchy.Persistence;

/// <summary>
/// Writes arrays as MATLAB's level 5 MAT-file, not compressed (<i>MAT-File Format</i>, The MathWorks): a header, then one element per
/// array with its class, dimensions, name and numbers, columns first.
/// </summary>
internal static class MatFile
{
    private const int MatrixElement = 14;
    private const int Int8 = 1;
    private const int UInt8 = 2;
    private const int Int32 = 5;
    private const int UInt32 = 6;
    private const int MaxName = 63;
    private const uint LogicalFlag = 1 << 9;

    /// <exception cref="ArgumentException">An array is larger than the format allows.</exception>
    public static void Write(Stream stream, IReadOnlyList<ExportArray> arrays)
    {
        var header = new byte[128];
        header.AsSpan(0, 116).Fill((byte)' ');
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, written by Annarchy", header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(124), 0x0100);
        (header[126], header[127]) = ((byte)'I', (byte)'M');
        stream.Write(header);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var array in arrays)
            Write(stream, array, UniqueName(array.Name, names));
    }

    /// <summary>A name as MATLAB allows it: letters, digits and underscores, a letter first, none twice.</summary>
    private static string UniqueName(string name, HashSet<string> taken)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        if (plain.Length == 0 || !char.IsAsciiLetter(plain[0]))
            plain = "x" + plain;
        var unique = plain[..Math.Min(plain.Length, MaxName)];
        for (var i = 2; !taken.Add(unique); i++)
            unique = $"{plain[..Math.Min(plain.Length, MaxName - 8)]}_{i}";
        return unique;
    }

    private static void Write(Stream stream, ExportArray array, string name)
    {
        var (matrixClass, number) = array.Type switch
        {
            var t when t == NpyType.Float64 => (6u, 9),
            var t when t == NpyType.Float32 => (7u, 7),
            var t when t == NpyType.Int32 => (12u, Int32),
            var t when t == NpyType.Int64 => (14u, 12),
            _ => (9u | LogicalFlag, UInt8),
        };

        // Lists become columns, as MATLAB has no fewer than two dimensions.
        var dimensions = array.Shape.Length switch
        {
            0 => [1, 1],
            1 => [array.Shape[0], 1],
            _ => array.Shape,
        };
        var nameBytes = Encoding.ASCII.GetBytes(name);
        long data = array.Elements.LongLength * array.Type.Size;
        var total = 16L + 8 + Padded(4 * dimensions.Length) + 8 + Padded(nameBytes.Length) + 8 + Padded(data);
        if (total > int.MaxValue || Array.Exists(dimensions, d => d > int.MaxValue))
            throw new ArgumentException($"'{array.Name}' has {data} bytes; a MAT-file of level 5 holds arrays below 2 GiB. Use .npz or .h5.");

        Tag(stream, MatrixElement, (int)total);
        Tag(stream, UInt32, 8);
        Span<byte> words = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(words, matrixClass);
        BinaryPrimitives.WriteUInt32LittleEndian(words[4..], 0);
        stream.Write(words);
        var sizes = new byte[4 * dimensions.Length];
        for (var i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(sizes.AsSpan(4 * i), (int)dimensions[i]);
        Element(stream, Int32, sizes);
        Element(stream, Int8, nameBytes);
        Element(stream, number, ColumnsFirst(array));
    }

    /// <summary>The elements with the first dimension varying fastest.</summary>
    private static byte[] ColumnsFirst(ExportArray array)
    {
        var source = array.Bytes;
        var result = new byte[source.Length];
        var (shape, size) = (array.Shape, array.Type.Size);
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var i = 0; i < shape.Length; i++)
            (strides[i], stride) = (stride, stride * shape[i]);
        var index = new long[shape.Length];
        var place = 0L;
        for (var element = 0; element < array.Elements.Length; element++)
        {
            source.Slice(element * size, size).CopyTo(result.AsSpan((int)(place * size)));
            for (var i = shape.Length - 1; i >= 0; i--)
            {
                place += strides[i];
                if (++index[i] < shape[i])
                    break;
                place -= index[i] * strides[i];
                index[i] = 0;
            }
        }

        return result;
    }

    private static void Element(Stream stream, int type, ReadOnlySpan<byte> bytes)
    {
        Tag(stream, type, bytes.Length);
        stream.Write(bytes);
        stream.Write(new byte[Padded(bytes.Length) - bytes.Length]);
    }

    private static void Tag(Stream stream, int type, int bytes)
    {
        Span<byte> tag = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tag, type);
        BinaryPrimitives.WriteInt32LittleEndian(tag[4..], bytes);
        stream.Write(tag);
    }

    private static long Padded(long bytes) => (bytes + 7) / 8 * 8;
}
