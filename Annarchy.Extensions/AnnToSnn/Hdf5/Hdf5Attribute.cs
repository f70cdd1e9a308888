using System.Text;

namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>A named value of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct Hdf5Attribute(string Name, Hdf5Type Type, int Count, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads an attribute.</summary>
    public static Hdf5Attribute Read(Hdf5Bytes file, Hdf5Message message)
    {
        var cursor = new Hdf5Cursor(file, message.Body);
        var version = cursor.Byte();
        if (version is < 1 or > 3)
            throw new NotSupportedException($"attributes of version {version} are not read; 1 to 3 are");
        var flags = cursor.Byte();
        var (nameSize, typeSize, spaceSize) = (cursor.UInt16(), cursor.UInt16(), cursor.UInt16());
        if (version == 3)
            cursor.Skip(1);
        var name = Hdf5Type.FixedText(Part(nameSize).Span);
        var (type, space) = (Part(typeSize), Part(spaceSize));
        if (version > 1 && (flags & 3) != 0)
            throw new NotSupportedException($"attribute '{name}' has a named type or shape, which is not read");
        return new Hdf5Attribute(
            name,
            Hdf5Type.Read(new Hdf5Cursor(file, type)),
            Hdf5Space.Count(Hdf5Space.Read(new Hdf5Cursor(file, space))),
            cursor.Take(cursor.Remaining));

        ReadOnlyMemory<byte> Part(int size)
        {
            var part = cursor.Take(size);
            if (version == 1)
                cursor.Align();
            return part;
        }
    }

    /// <summary>The texts it holds.</summary>
    /// <exception cref="InvalidDataException">It holds something else, or is damaged.</exception>
    public string[] Texts(Hdf5Bytes file)
    {
        if (!Type.IsText)
            throw new InvalidDataException($"its attribute '{Name}' is not a text");
        if (Math.BigMul(Count, Type.Size) > Data.Length)
            throw new InvalidDataException($"its attribute '{Name}' is cut off");
        var texts = new string[Count];
        for (var i = 0; i < Count; i++)
        {
            var element = Data.Slice(i * Type.Size, Type.Size);
            texts[i] = Type.Class == Hdf5TypeClass.Text ? Hdf5Type.FixedText(element.Span) : FromHeap(file, new Hdf5Cursor(file, element));
        }

        return texts;
    }

    /// <summary>A text of variable length, which is an object of a heap.</summary>
    private static string FromHeap(Hdf5Bytes file, Hdf5Cursor reference)
    {
        var length = reference.UInt32();
        var address = reference.Address();
        var wanted = reference.UInt32();
        if (length == 0)
            return string.Empty;
        var cursor = file.From(address);
        cursor.Expect("GCOL"u8, "heap of texts");
        cursor.Skip(4);
        var end = cursor.FileLength();
        while ((ulong)cursor.Position < end)
        {
            var index = cursor.UInt16();
            cursor.Skip(6);
            var size = cursor.FileLength();
            if (index == wanted && size >= length && length <= int.MaxValue)
                return Encoding.UTF8.GetString(cursor.Take((int)length).Span).TrimEnd('\0');
            if (index == 0)
                break;
            if (size > (ulong)cursor.Remaining)
                throw new InvalidDataException("it is damaged: a text reaches behind its heap");
            cursor.Skip((int)size);
            cursor.Align();
        }

        throw new InvalidDataException("it is damaged: a text is not in its heap");
    }
}
