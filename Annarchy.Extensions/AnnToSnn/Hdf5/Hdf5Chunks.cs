namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Puts the chunks of an array together.</summary>
/// <param name="file">The file.</param>
/// <param name="shape">Shape of the array.</param>
/// <param name="chunk">Shape of a chunk.</param>
/// <param name="elementSize">Bytes of an element.</param>
/// <param name="filters">What was done to the chunks.</param>
internal sealed class Hdf5Chunks(Hdf5Bytes file, long[] shape, int[] chunk, int elementSize, Hdf5Filters filters)
{
    private const int MaxDepth = 16;

    /// <summary>Most times that deflate can make something smaller.</summary>
    private const long MaxCompression = 1032;

    private readonly int[] _begin = new int[shape.Length];
    private byte[] _elements = [];
    private byte[] _one = [];
    private long _missing;

    /// <summary>All elements, in row-major order.</summary>
    /// <exception cref="InvalidDataException">The array is damaged, or parts of it were never written.</exception>
    public byte[] Read(Hdf5Layout layout)
    {
        if (chunk.Length != shape.Length)
            throw new InvalidDataException($"it is damaged: chunks of {chunk.Length} dimensions in an array of {shape.Length}");
        var bytes = (long)Hdf5Space.Count(shape) * elementSize;
        var chunkBytes = (long)Hdf5Space.Count(Array.ConvertAll(chunk, length => (long)length)) * elementSize;
        var most = file.Length * (filters.Compresses ? MaxCompression : 1);
        if (Math.Max(bytes, chunkBytes) > Math.Min(most, Array.MaxLength))
            throw new InvalidDataException($"it is damaged: its {file.Length} bytes do not hold an array of {bytes} in chunks of {chunkBytes}");
        _elements = new byte[bytes];
        _one = new byte[chunkBytes];
        _missing = 1;
        for (var i = 0; i < shape.Length; i++)
            _missing *= (shape[i] + chunk[i] - 1) / chunk[i];
        if (layout.IsTree)
            ReadTree(layout.Address, MaxDepth);
        else
            ReadChunk(layout.Address, layout.OnlyChunkSize == 0 ? (ulong)chunkBytes : layout.OnlyChunkSize, 0);
        if (_missing > 0)
            throw new InvalidDataException($"{_missing} chunks of an array were never written");
        return _elements;
    }

    private void ReadTree(ulong address, int depth)
    {
        var cursor = file.From(address);
        cursor.Expect("TREE"u8, "tree of chunks");
        var kind = cursor.Byte();
        var level = cursor.Byte();
        var entries = cursor.UInt16();
        if (kind != 1 || level >= depth)
            throw new InvalidDataException("it is damaged: a tree of chunks is none");
        cursor.Skip(2 * file.AddressSize);
        for (var i = 0; i < entries; i++)
        {
            var size = cursor.UInt32();
            var skipped = cursor.UInt32();
            for (var d = 0; d < shape.Length; d++)
            {
                var begin = cursor.UInt64();
                if (level == 0 && (begin >= (ulong)shape[d] || begin % (ulong)chunk[d] != 0))
                    throw new InvalidDataException("it is damaged: a chunk is outside of its array");
                _begin[d] = (int)begin;
            }

            cursor.Skip(8);
            var child = cursor.Address();
            if (level > 0)
                ReadTree(child, level);
            else
                ReadChunk(child, size, skipped);
        }
    }

    private void ReadChunk(ulong address, ulong size, uint skipped)
    {
        if (_missing-- == 0)
            throw new InvalidDataException("it is damaged: an array has more chunks than it needs");
        filters.Undo(file.At(address, size), skipped, _one, elementSize);
        CopyRows(0, 0, 0);
    }

    /// <summary>Copies what of the chunk is within the array.</summary>
    private void CopyRows(int dimension, int from, long to)
    {
        var count = (int)Math.Min(chunk[dimension], shape[dimension] - _begin[dimension]);
        from *= chunk[dimension];
        to = (to * shape[dimension]) + _begin[dimension];
        if (dimension == shape.Length - 1)
        {
            _one.AsSpan(from * elementSize, count * elementSize).CopyTo(_elements.AsSpan((int)to * elementSize));
            return;
        }

        for (var i = 0; i < count; i++)
            CopyRows(dimension + 1, from + i, to + i);
    }
}
