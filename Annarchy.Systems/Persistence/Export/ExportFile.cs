namespace Annarchy.Persistence;

/// <summary>Writes arrays in the format that the extension of a file asks for.</summary>
internal static class ExportFile
{
    /// <exception cref="ArgumentException">The extension is none of those that are written.</exception>
    public static void Write(string path, IReadOnlyList<ExportArray> arrays)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".NPZ":
                AtomicFile.Write(path, stream => WriteNpz(stream, arrays));
                break;
            case ".MAT":
                AtomicFile.Write(path, stream => MatFile.Write(stream, arrays));
                break;
            case ".H5" or ".HDF5":
                AtomicFile.WriteFile(path, file => Hdf5File.Write(file, arrays));
                break;
            case var extension:
                throw new ArgumentException(
                    $"'{path}': files that end in '{extension}' are not written; use .npz (NumPy), .mat (MATLAB, Octave), .h5 (HDF5) or, for monitors, .csv.",
                    nameof(path));
        }
    }

    private static void WriteNpz(Stream stream, IReadOnlyList<ExportArray> arrays)
    {
        using var file = new NpzWriter(stream);
        foreach (var array in arrays)
        {
            using var entry = file.Begin(array.Name, array.Type, array.Shape);
            entry.Write(array.Bytes);
        }
    }
}
