namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Reads the messages of an object, in both versions of headers.</summary>
internal static class Hdf5ObjectHeader
{
    private const int MaxBlocks = 1024;

    /// <summary>All messages of an object.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Address of the header.</param>
    /// <exception cref="InvalidDataException">There is no object, or it is damaged.</exception>
    public static List<Hdf5Message> Read(Hdf5Bytes file, ulong address)
    {
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<ReadOnlyMemory<byte>>();
        var start = file.From(address);
        var isSecond = file.At(address, 4).Span.SequenceEqual("OHDR"u8);
        byte flags = 0;
        if (isSecond)
            blocks.Enqueue(FirstBlock(start, out flags));
        else
            blocks.Enqueue(FirstBlock(start));
        for (var count = 0; blocks.TryDequeue(out var block); count++)
        {
            if (count == MaxBlocks)
                throw new InvalidDataException($"it is damaged: an object of it is spread over more than {MaxBlocks} places");
            var cursor = new Hdf5Cursor(file, block);
            var headerSize = !isSecond ? 8 : (flags & 4) != 0 ? 6 : 4;
            while (cursor.Remaining >= headerSize)
            {
                var message = isSecond ? NextOfSecond(cursor, flags) : NextOfFirst(cursor);
                if (message.Kind == Hdf5MessageKind.Continuation)
                    blocks.Enqueue(Continued(file, message, isSecond));
                else
                    messages.Add(message);
            }
        }

        return messages;
    }

    private static ReadOnlyMemory<byte> FirstBlock(Hdf5Cursor cursor)
    {
        var version = cursor.Byte();
        if (version != 1)
            throw new InvalidDataException("it is damaged: there is no object where one should be");
        cursor.Skip(7);
        var size = cursor.UInt32();
        cursor.Align();
        return cursor.Take(checked((int)size));
    }

    private static ReadOnlyMemory<byte> FirstBlock(Hdf5Cursor cursor, out byte flags)
    {
        cursor.Skip(4);
        var version = cursor.Byte();
        if (version != 2)
            throw new NotSupportedException($"its objects have headers of version {version}; 1 and 2 are read");
        flags = cursor.Byte();
        if ((flags & 0x20) != 0)
            cursor.Skip(16);
        if ((flags & 0x10) != 0)
            cursor.Skip(4);
        var size = cursor.Number(1 << (flags & 3));
        return cursor.Take(checked((int)size));
    }

    private static Hdf5Message NextOfFirst(Hdf5Cursor cursor)
    {
        var kind = (Hdf5MessageKind)cursor.UInt16();
        var size = cursor.UInt16();
        var flags = cursor.Byte();
        cursor.Skip(3);
        return new Hdf5Message(kind, flags, cursor.Take(size));
    }

    private static Hdf5Message NextOfSecond(Hdf5Cursor cursor, byte headerFlags)
    {
        var kind = (Hdf5MessageKind)cursor.Byte();
        var size = cursor.UInt16();
        var flags = cursor.Byte();
        if ((headerFlags & 4) != 0)
            cursor.Skip(2);
        return new Hdf5Message(kind, flags, cursor.Take(size));
    }

    private static ReadOnlyMemory<byte> Continued(Hdf5Bytes file, Hdf5Message message, bool isSecond)
    {
        var cursor = new Hdf5Cursor(file, message.Body);
        var block = file.At(cursor.Address(), cursor.FileLength());
        if (!isSecond)
            return block;
        const int checksum = 4;
        if (block.Length < 4 + checksum || !block.Span.StartsWith("OCHK"u8))
            throw new InvalidDataException("it is damaged: an object of it is not continued where it should be");
        return block[4..^checksum];
    }
}
