namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>
/// Reads the part of HDF5 that Keras and h5py write: superblocks of version 0 to 3, groups as symbol tables or links in the object's
/// header, attributes, and arrays of numbers that are contiguous, compact, or in chunks.
/// </summary>
/// <remarks>HDF5 File Format Specification Version 3.0, The HDF Group.</remarks>
internal static class Hdf5Reader
{
    private const int FirstUserBlock = 512;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Opens the group at the root of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InvalidDataException">It is not an HDF5 file, or damaged.</exception>
    /// <exception cref="NotSupportedException">It is one of a kind that is not read.</exception>
    public static Hdf5Object Open(ReadOnlyMemory<byte> bytes)
    {
        var file = new Hdf5Bytes(bytes);
        var cursor = file.From(Find(bytes.Span));
        cursor.Skip(Signature.Length);
        var version = cursor.Byte();
        return version switch
        {
            0 or 1 => new Hdf5Object(file, RootOfSymbolTables(file, cursor, version), "/"),
            2 or 3 => new Hdf5Object(file, RootOfHeaders(file, cursor), "/"),
            _ => throw new NotSupportedException($"its superblock has version {version}; 0 to 3 are read"),
        };
    }

    /// <summary>The superblock is at the beginning, or after a user's block of 512 bytes or a multiple of it by a power of two.</summary>
    private static ulong Find(ReadOnlySpan<byte> bytes)
    {
        for (var place = 0L; place < bytes.Length; place = place == 0 ? FirstUserBlock : 2 * place)
        {
            if (bytes[(int)place..].StartsWith(Signature))
                return (ulong)place;
        }

        throw new InvalidDataException("it is not an HDF5 file");
    }

    private static ulong RootOfSymbolTables(Hdf5Bytes file, Hdf5Cursor cursor, int version)
    {
        cursor.Skip(4);
        ReadSizes(file, cursor);
        cursor.Skip(1 + 4 + 4);
        if (version == 1)
            cursor.Skip(4);
        var start = cursor.Address();
        cursor.Skip(file.AddressSize);
        var end = cursor.Address();

        // After the driver comes the entry of the root: the offset of a name it does not have, and the address of its header.
        cursor.Skip(2 * file.AddressSize);
        return Located(file, start, end, cursor.Address());
    }

    private static ulong RootOfHeaders(Hdf5Bytes file, Hdf5Cursor cursor)
    {
        ReadSizes(file, cursor);
        cursor.Skip(1);
        var start = cursor.Address();
        cursor.Skip(file.AddressSize);
        var end = cursor.Address();
        return Located(file, start, end, cursor.Address());
    }

    private static ulong Located(Hdf5Bytes file, ulong start, ulong end, ulong root)
    {
        // The end counts from the beginning of the file, all other addresses from the start of its data.
        file.At(0, end);
        file.Base = start;
        return root;
    }

    private static void ReadSizes(Hdf5Bytes file, Hdf5Cursor cursor)
    {
        file.AddressSize = cursor.Byte();
        file.LengthSize = cursor.Byte();
        if (file.AddressSize is not (2 or 4 or 8) || file.LengthSize is not (2 or 4 or 8))
            throw new InvalidDataException("it is damaged: its addresses or lengths have an impossible size");
    }
}
