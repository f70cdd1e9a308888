using System.Buffers.Binary;
using System.Text;

namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>The kinds of values the reader knows.</summary>
internal enum Hdf5TypeClass
{
    Integer = 0,
    Real = 1,
    Text = 3,
    VariableLength = 9,
}

/// <summary>The type of the elements of an array or attribute.</summary>
/// <param name="Class">Numbers or texts.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsSigned">Of integers.</param>
/// <param name="IsBigEndian">Of numbers.</param>
/// <param name="IsNumber">Whether it is a number that is read.</param>
/// <param name="IsText">Whether it is text of fixed or variable length.</param>
internal readonly record struct Hdf5Type(Hdf5TypeClass Class, int Size, bool IsSigned, bool IsBigEndian, bool IsNumber, bool IsText)
{
    /// <summary>Reads a type.</summary>
    public static Hdf5Type Read(Hdf5Cursor cursor)
    {
        const int variableText = 1;
        var kind = (Hdf5TypeClass)(cursor.Byte() & 0xF);
        var bits = cursor.Byte();
        cursor.Skip(2);
        var size = cursor.UInt32();
        if (size is 0 or > int.MaxValue)
            throw new InvalidDataException($"it is damaged: elements of {size} bytes");
        var isNumber = kind is Hdf5TypeClass.Integer && size is 1 or 2 or 4 or 8 || kind is Hdf5TypeClass.Real && size is 2 or 4 or 8;
        var isText = kind is Hdf5TypeClass.Text || (kind is Hdf5TypeClass.VariableLength && (bits & 0xF) == variableText);
        return new Hdf5Type(kind, (int)size, (bits & 8) != 0, (bits & 1) != 0, isNumber, isText);
    }

    /// <summary>Converts numbers.</summary>
    /// <param name="bytes">Elements of this type.</param>
    /// <param name="values">Where they go.</param>
    public void ToSingle(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        Span<byte> element = stackalloc byte[8];
        element = element[..Size];
        for (var i = 0; i < values.Length; i++)
        {
            bytes.Slice(i * Size, Size).CopyTo(element);
            if (IsBigEndian)
                element.Reverse();
            values[i] = (Class, Size) switch
            {
                (Hdf5TypeClass.Real, 4) => BinaryPrimitives.ReadSingleLittleEndian(element),
                (Hdf5TypeClass.Real, 8) => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                (Hdf5TypeClass.Real, _) => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                _ => Integer(element),
            };
        }
    }

    /// <summary>A text of fixed length, up to what fills it.</summary>
    public static string FixedText(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString((end < 0 ? bytes : bytes[..end]).TrimEnd((byte)' '));
    }

    private float Integer(ReadOnlySpan<byte> element)
    {
        var bits = 0UL;
        for (var i = Size - 1; i >= 0; i--)
            bits = (bits << 8) | element[i];
        var unused = 64 - (8 * Size);
        return IsSigned ? (long)(bits << unused) >> unused : bits;
    }
}
