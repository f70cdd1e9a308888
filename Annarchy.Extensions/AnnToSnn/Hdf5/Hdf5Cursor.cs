using System.Buffers.Binary;

namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Reads little-endian numbers one after the other from a part of an HDF5 file.</summary>
/// <param name="file">The file, which says how long addresses are.</param>
/// <param name="bytes">The part.</param>
internal sealed class Hdf5Cursor(Hdf5Bytes file, ReadOnlyMemory<byte> bytes)
{
    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public int Remaining => bytes.Length - Position;

    public byte Byte() => Take(1).Span[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public ulong Address() => Number(file.AddressSize);

    public ulong FileLength() => Number(file.LengthSize);

    /// <summary>An unsigned number of 1 to 8 bytes.</summary>
    public ulong Number(int size)
    {
        var result = 0UL;
        var span = Take(size).Span;
        for (var i = size - 1; i >= 0; i--)
            result = (result << 8) | span[i];
        return result;
    }

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw new InvalidDataException("it is cut off or damaged: one of its structures ends too early");
        file.Spend(count);
        Position += count;
        return bytes.Slice(Position - count, count);
    }

    public void Skip(int count) => Take(count);

    /// <summary>Skips what aligns the position to a multiple of 8.</summary>
    public void Align() => Skip(-Position & 7);

    /// <summary>Checks for the four letters a structure begins with.</summary>
    /// <exception cref="InvalidDataException">There is something else.</exception>
    public void Expect(ReadOnlySpan<byte> signature, string what)
    {
        if (!Take(signature.Length).Span.SequenceEqual(signature))
            throw new InvalidDataException($"it is damaged: there is no {what} where one should be");
    }
}
