using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Annarchy.Persistence;

/// <summary>
/// Writes arrays into a <c>.npz</c> archive, which is a ZIP file of <c>.npy</c> files, as <c>numpy.savez</c> does: not compressed. Equal
/// arrays give equal files.
/// </summary>
internal sealed class NpzWriter(Stream stream) : IDisposable
{
    private const string Extension = ".npy";

    private static readonly DateTimeOffset ArchiveTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Writes an array.</summary>
    /// <param name="name">Its name within the archive, unique; slashes make folders.</param>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">Lengths of the dimensions; none for a single number.</param>
    public void Write<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        using var array = Begin(name, NpyType.Of<T>(), shape);
        array.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Begins an array whose elements are written to the stream, which must be closed before the next array.</summary>
    public Stream Begin(string name, NpyType type, params ReadOnlySpan<long> shape)
    {
        var entry = _archive.CreateEntry(name + Extension, CompressionLevel.NoCompression);
        entry.LastWriteTime = ArchiveTime;
        var array = entry.Open();
        NpyHeader.Write(array, type, shape);
        return array;
    }

    public void Dispose() => _archive.Dispose();
}
