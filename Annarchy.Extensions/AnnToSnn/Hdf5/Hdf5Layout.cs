namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Where the elements of an array are.</summary>
/// <param name="Address">Of the elements, of the tree of chunks, or of the only chunk.</param>
/// <param name="Inline">The elements themselves, where they are in the object's header.</param>
/// <param name="Chunk">Shape of the chunks; empty where there are none.</param>
/// <param name="OnlyChunkSize">Bytes of the chunk in the file, where it is the only one; 0 if it is as large as in memory.</param>
/// <param name="IsTree">Whether <paramref name="Address"/> is that of a tree of chunks.</param>
internal sealed record Hdf5Layout(ulong Address, ReadOnlyMemory<byte>? Inline, int[] Chunk, ulong OnlyChunkSize = 0, bool IsTree = false)
{
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;

    /// <summary>Reads a layout.</summary>
    /// <exception cref="NotSupportedException">It is one of those that are not read.</exception>
    public static Hdf5Layout Read(Hdf5Cursor cursor)
    {
        var version = cursor.Byte();
        if (version is not (3 or 4))
            throw new NotSupportedException($"arrays with a layout of version {version} are not read; 3 and 4 are");
        var kind = cursor.Byte();
        switch (kind)
        {
            case Compact:
                return new Hdf5Layout(0, cursor.Take(cursor.UInt16()), []);
            case Contiguous:
                return new Hdf5Layout(cursor.Address(), null, []);
            case Chunked when version == 3:
            {
                var dimensions = Dimensions(cursor);
                var address = cursor.Address();
                return new Hdf5Layout(address, null, ChunkShape(cursor, dimensions, 4), IsTree: true);
            }

            case Chunked:
                return OnlyChunk(cursor);
            default:
                throw new NotSupportedException($"arrays with a layout of class {kind} are not read; compact, contiguous and chunked ones are");
        }
    }

    private static Hdf5Layout OnlyChunk(Hdf5Cursor cursor)
    {
        const int singleChunk = 1;
        const int isFiltered = 2;
        var flags = cursor.Byte();
        var dimensions = Dimensions(cursor);
        var chunk = ChunkShape(cursor, dimensions, cursor.Byte());
        var index = cursor.Byte();
        if (index != singleChunk)
            throw new NotSupportedException("several chunks without a tree of version 1 are not read; save the file with libver='earliest'");
        var size = 0UL;
        if ((flags & isFiltered) != 0)
        {
            size = cursor.FileLength();
            if (cursor.UInt32() != 0)
                throw new NotSupportedException("a single chunk that skips filters is not read");
        }

        return new Hdf5Layout(cursor.Address(), null, chunk, size);
    }

    /// <summary>Number of dimensions; the file has one more, for the bytes of an element.</summary>
    private static int Dimensions(Hdf5Cursor cursor)
    {
        var dimensions = cursor.Byte() - 1;
        return dimensions is >= 1 and <= 32 ? dimensions : throw new InvalidDataException("it is damaged: chunks without dimensions");
    }

    private static int[] ChunkShape(Hdf5Cursor cursor, int dimensions, int bytes)
    {
        var shape = new int[dimensions];
        if (bytes is < 1 or > 8)
            throw new InvalidDataException("it is damaged: impossible lengths of chunks");
        for (var i = 0; i < dimensions; i++)
        {
            var length = cursor.Number(bytes);
            if (length is 0 or > int.MaxValue)
                throw new InvalidDataException($"it is damaged: chunks of {length} elements");
            shape[i] = (int)length;
        }

        cursor.Skip(bytes);
        return shape;
    }
}
