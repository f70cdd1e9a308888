using System.IO.Compression;

namespace Annarchy.Tests;

/// <summary>Archives of Keras 3.</summary>
internal static class KerasFile
{
    /// <summary>A part of one of the archives of the tests.</summary>
    public static byte[] Entry(string archive, string name)
    {
        using var file = ZipFile.OpenRead(Digits.PathOf(archive));
        using var stream = file.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Writes an archive as Keras does.</summary>
    public static void Write(string path, string configuration, byte[] weights)
    {
        using var stream = File.Create(path);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
        using (var writer = new StreamWriter(archive.CreateEntry("config.json").Open()))
            writer.Write(configuration);
        using var content = archive.CreateEntry("model.weights.h5").Open();
        content.Write(weights);
    }
}
