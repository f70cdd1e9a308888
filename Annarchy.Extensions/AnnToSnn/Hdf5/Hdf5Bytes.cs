namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>
/// The bytes of an HDF5 file that may be damaged or hostile. Every read is checked, and all structures together may not be larger than
/// <see cref="MaxVisits"/> times the file, so that pointers that lead in circles end.
/// </summary>
/// <param name="bytes">The whole file.</param>
internal sealed class Hdf5Bytes(ReadOnlyMemory<byte> bytes)
{
    private const int MaxVisits = 64;

    private long _remaining = MaxVisits * (bytes.Length + 1024L);

    /// <summary>Length of the file.</summary>
    public int Length => bytes.Length;

    /// <summary>What addresses count from.</summary>
    public ulong Base { get; set; }

    /// <summary>Bytes of an address: 2, 4 or 8.</summary>
    public int AddressSize { get; set; } = 8;

    /// <summary>Bytes of a length: 2, 4 or 8.</summary>
    public int LengthSize { get; set; } = 8;

    /// <summary>The address that stands for none.</summary>
    public ulong Nowhere => AddressSize == 8 ? ulong.MaxValue : (1UL << (8 * AddressSize)) - 1;

    /// <summary>Some bytes of the file.</summary>
    /// <param name="address">Relative to <see cref="Base"/>.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="InvalidDataException">They are not within the file.</exception>
    public ReadOnlyMemory<byte> At(ulong address, ulong length)
    {
        var begin = unchecked(address + Base);
        if (begin < address || begin > (ulong)bytes.Length || length > (ulong)bytes.Length - begin)
            throw new InvalidDataException($"it is cut off or damaged: {length} bytes at {address} are outside of its {bytes.Length}");
        return bytes.Slice((int)begin, (int)length);
    }

    /// <summary>Reads from an address on, to the end of the file at most.</summary>
    public Hdf5Cursor From(ulong address) =>
        new(this, At(address, (ulong)Math.Max(0L, unchecked((long)((ulong)bytes.Length - Base - address)))));

    /// <summary>Counts what is read of the structure of the file.</summary>
    public void Spend(int count)
    {
        _remaining -= count;
        if (_remaining < 0)
            throw new InvalidDataException("it is damaged: its parts refer to each other in circles");
    }
}
