namespace Annarchy.Persistence;

/// <summary>Files that are either written whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file beside the one asked for, then puts it in its place: whatever happens, there is the old file or the new one.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">It cannot be written; the old file, if there is one, is untouched.</exception>
    public static void Write(string path, Action<Stream> write) => WriteFile(path, temporary =>
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>As <see cref="Write"/>, for contents that are written by name of file.</summary>
    public static void WriteFile(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}");
        try
        {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8, as <see cref="Write"/> does.</summary>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });
}
