using System.IO.Compression;
using System.Text.Json;
using Annarchy.AnnToSnn.Hdf5;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>Reads archives of Keras 3: the configuration as JSON, the weights as HDF5.</summary>
internal static class KerasArchive
{
    private const string Configuration = "config.json";
    private const string Weights = "model.weights.h5";
    private const int MaxEntries = 1000;

    /// <summary>How often larger than the whole archive an entry may be, beside what any may have.</summary>
    private const long MaxCompression = 16;
    private const long AlwaysRead = 1 << 24;

    public static ArtificialNetwork Read(Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        using var configuration = JsonDocument.Parse(ReadEntry(archive, Configuration, stream.Length));
        var root = Hdf5Reader.Open(ReadEntry(archive, Weights, stream.Length));
        return new KerasModel(new KerasArchiveWeights(root)).Read(configuration.RootElement);
    }

    private static byte[] ReadEntry(ZipArchive archive, string name, long archiveLength)
    {
        if (archive.Entries.Count > MaxEntries)
            throw new InvalidDataException($"it has {archive.Entries.Count} entries; at most {MaxEntries} are expected");
        var entry = archive.GetEntry(name) ?? throw new InvalidDataException($"the archive has no '{name}'");
        var most = Math.Min(Array.MaxLength, AlwaysRead + (MaxCompression * archiveLength));
        if (entry.Length > most)
            throw new InvalidDataException($"its '{name}' claims {entry.Length} bytes; at most {most} are read of such an archive");
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        if (content.ReadByte() >= 0)
            throw new InvalidDataException($"its '{name}' is longer than it claims");
        return ZipChecksum.Of(bytes) == entry.Crc32 ? bytes : throw new InvalidDataException($"the checksum of its '{name}' is wrong: it is damaged");
    }
}
