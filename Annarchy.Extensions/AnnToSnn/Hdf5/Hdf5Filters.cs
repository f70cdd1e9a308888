using System.IO.Compression;

namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>What was done to chunks before they were written, and how to undo it.</summary>
internal sealed class Hdf5Filters
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int FirstOfUsers = 256;

    private readonly List<int> _filters = [];

    /// <summary>Whether chunks are compressed.</summary>
    public bool Compresses => _filters.Contains(Deflate);

    /// <summary>Reads the filters.</summary>
    /// <exception cref="NotSupportedException">There is one that is not read.</exception>
    public static Hdf5Filters Read(Hdf5Cursor cursor)
    {
        var filters = new Hdf5Filters();
        var version = cursor.Byte();
        var count = cursor.Byte();
        if (version == 1)
            cursor.Skip(6);
        for (var i = 0; i < count; i++)
        {
            var id = cursor.UInt16();
            var nameLength = version == 1 || id >= FirstOfUsers ? cursor.UInt16() : 0;
            cursor.Skip(2);
            var values = cursor.UInt16();
            cursor.Skip(version == 1 ? (nameLength + 7) & ~7 : nameLength);
            cursor.Skip(4 * (version == 1 ? (values + 1) & ~1 : values));
            if (id is not (Deflate or Shuffle or Checksum))
                throw new NotSupportedException($"its chunks went through filter {id}, which is not read; deflate, shuffle and fletcher32 are");
            filters._filters.Add(id);
        }

        return filters;
    }

    /// <summary>The elements of a chunk.</summary>
    /// <param name="bytes">As in the file.</param>
    /// <param name="skipped">A bit for each filter that was not applied.</param>
    /// <param name="elements">Where the elements go.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    /// <exception cref="InvalidDataException">The chunk is damaged.</exception>
    public void Undo(ReadOnlyMemory<byte> bytes, uint skipped, Span<byte> elements, int elementSize)
    {
        var current = bytes;
        for (var i = _filters.Count - 1; i >= 0; i--)
        {
            if ((skipped >> i & 1) != 0)
                continue;
            current = _filters[i] switch
            {
                Deflate => Inflate(current, elements.Length),
                Shuffle => Unshuffle(current.Span, elementSize),
                _ => current.Length >= 4 ? current[..^4] : throw new InvalidDataException("it is damaged: a chunk without its checksum"),
            };
        }

        if (current.Length != elements.Length)
            throw new InvalidDataException($"it is damaged: a chunk of {current.Length} bytes instead of {elements.Length}");
        current.Span.CopyTo(elements);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> bytes, int expected)
    {
        // Checksums that are still to be taken off are behind the elements.
        const int checksums = 64;
        var result = new byte[expected + checksums];
        using var source = new MemoryStream(bytes.ToArray());
        using var stream = new ZLibStream(source, CompressionMode.Decompress);
        var length = stream.ReadAtLeast(result, result.Length, throwOnEndOfStream: false);
        return result[..length];
    }

    private static byte[] Unshuffle(ReadOnlySpan<byte> bytes, int elementSize)
    {
        var result = new byte[bytes.Length];
        var elements = bytes.Length / elementSize;
        for (var i = 0; i < elements; i++)
        {
            for (var part = 0; part < elementSize; part++)
                result[(i * elementSize) + part] = bytes[(part * elements) + i];
        }

        bytes[(elements * elementSize)..].CopyTo(result.AsSpan(elements * elementSize));
        return result;
    }
}
