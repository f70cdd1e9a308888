using System.Buffers.Binary;

namespace Annarchy.Persistence;

/// <summary>Looks at the directory of a ZIP file before it is read, since reading takes memory for every entry it claims.</summary>
internal static class ZipDirectory
{
    /// <summary>Largest directory that is read, in bytes: some hundred thousand arrays.</summary>
    private const long MaxBytes = 1 << 24;

    private const int EndBytes = 22;
    private const int MaxComment = ushort.MaxValue;

    /// <exception cref="InvalidDataException">There is no directory, or it is too large.</exception>
    public static void Check(Stream stream)
    {
        var tail = new byte[(int)Math.Min(stream.Length, EndBytes + MaxComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndBytes)
            throw new InvalidDataException("it is not a ZIP archive, or it is cut off");
        var position = stream.Length - tail.Length + end;
        long begin = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));

        // Archives past 4 GB keep the place of the directory elsewhere.
        if (begin == uint.MaxValue)
            begin = BeginOfLarge(stream, position);
        if (begin < 0 || begin > position)
            throw new InvalidDataException("its directory is damaged");
        if (position - begin > MaxBytes)
            throw new InvalidDataException($"its directory of {position - begin} bytes is too large; at most {MaxBytes} are read");
    }

    private static long BeginOfLarge(Stream stream, long end)
    {
        const int locatorBytes = 20;
        const int recordBytes = 56;
        var record = new byte[recordBytes];
        if (end < locatorBytes)
            throw new InvalidDataException("its directory is damaged");
        stream.Position = end - locatorBytes;
        stream.ReadExactly(record.AsSpan(0, locatorBytes));
        var position = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8));
        if (!record.AsSpan().StartsWith("PK\u0006\u0007"u8) || position < 0 || position > end - recordBytes)
            throw new InvalidDataException("its directory is damaged");
        stream.Position = position;
        stream.ReadExactly(record);
        stream.Position = 0;
        return BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
    }
}
