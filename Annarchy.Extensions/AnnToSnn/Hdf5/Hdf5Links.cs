using System.Text;

namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Finds the members of a group.</summary>
internal static class Hdf5Links
{
    private const int MaxDepth = 16;

    /// <summary>Addresses of the members of a group by name, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">The group is damaged.</exception>
    /// <exception cref="NotSupportedException">Its members are stored in a way that is not read.</exception>
    public static Dictionary<string, ulong> Read(Hdf5Bytes file, IEnumerable<Hdf5Message> messages)
    {
        var members = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            switch (message.Kind)
            {
                case Hdf5MessageKind.SymbolTable:
                    ReadSymbolTable(file, new Hdf5Cursor(file, message.Body), members);
                    break;
                case Hdf5MessageKind.Link:
                    ReadLink(new Hdf5Cursor(file, message.Body), members);
                    break;
                case Hdf5MessageKind.LinkInfo:
                    CheckIsCompact(file, new Hdf5Cursor(file, message.Body), indexSize: 8, "members");
                    break;
            }
        }

        return members;
    }

    private static void ReadSymbolTable(Hdf5Bytes file, Hdf5Cursor cursor, Dictionary<string, ulong> members)
    {
        var tree = cursor.Address();
        var names = LocalHeap(file, cursor.Address());
        ReadTree(file, tree, names, MaxDepth, members);
    }

    private static ReadOnlyMemory<byte> LocalHeap(Hdf5Bytes file, ulong address)
    {
        var cursor = file.From(address);
        cursor.Expect("HEAP"u8, "heap of names");
        cursor.Skip(4);
        var size = cursor.FileLength();
        cursor.FileLength();
        return file.At(cursor.Address(), size);
    }

    private static void ReadTree(Hdf5Bytes file, ulong address, ReadOnlyMemory<byte> names, int depth, Dictionary<string, ulong> members)
    {
        var cursor = file.From(address);
        cursor.Expect("TREE"u8, "tree of members");
        var kind = cursor.Byte();
        var level = cursor.Byte();
        var entries = cursor.UInt16();
        if (kind != 0 || level >= depth)
            throw new InvalidDataException("it is damaged: a tree of members is none");
        cursor.Skip(2 * file.AddressSize);
        for (var i = 0; i < entries; i++)
        {
            cursor.FileLength();
            var child = cursor.Address();
            if (level > 0)
                ReadTree(file, child, names, level, members);
            else
                ReadSymbols(file, child, names, members);
        }
    }

    private static void ReadSymbols(Hdf5Bytes file, ulong address, ReadOnlyMemory<byte> names, Dictionary<string, ulong> members)
    {
        const int softLink = 2;
        var cursor = file.From(address);
        cursor.Expect("SNOD"u8, "list of members");
        cursor.Skip(2);
        var count = cursor.UInt16();
        for (var i = 0; i < count; i++)
        {
            var name = cursor.Address();
            var header = cursor.Address();
            var kind = cursor.UInt32();
            cursor.Skip(4 + 16);
            if (kind != softLink)
                Add(members, Name(names.Span, name), header);
        }
    }

    private static string Name(ReadOnlySpan<byte> names, ulong offset)
    {
        if (offset >= (ulong)names.Length)
            throw new InvalidDataException("it is damaged: the name of a member is missing");
        names = names[(int)offset..];
        var end = names.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? names : names[..end]);
    }

    private static void ReadLink(Hdf5Cursor cursor, Dictionary<string, ulong> members)
    {
        cursor.Skip(1);
        var flags = cursor.Byte();
        var isHard = (flags & 8) == 0 || cursor.Byte() == 0;
        if ((flags & 4) != 0)
            cursor.Skip(8);
        if ((flags & 16) != 0)
            cursor.Skip(1);
        var length = cursor.Number(1 << (flags & 3));
        var name = Encoding.UTF8.GetString(cursor.Take(checked((int)length)).Span);
        if (isHard)
            Add(members, name, cursor.Address());
    }

    /// <summary>Refuses objects whose members or attributes are not in their headers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cursor">The message that says where they are.</param>
    /// <param name="indexSize">Bytes of the largest index in order of creation.</param>
    /// <param name="what">What is kept there.</param>
    public static void CheckIsCompact(Hdf5Bytes file, Hdf5Cursor cursor, int indexSize, string what)
    {
        cursor.Skip(1);
        var flags = cursor.Byte();
        if ((flags & 1) != 0)
            cursor.Skip(indexSize);
        if (cursor.Address() != file.Nowhere)
            throw new NotSupportedException($"an object of it keeps its {what} in a fractal heap, which is not read; save it with libver='earliest'");
    }

    private static void Add(Dictionary<string, ulong> members, string name, ulong address)
    {
        if (!members.TryAdd(name, address))
            throw new InvalidDataException($"it is damaged: a group has two members '{name}'");
    }
}
