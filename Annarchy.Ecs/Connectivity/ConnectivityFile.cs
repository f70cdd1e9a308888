using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Annarchy.Connectivity;

/// <summary>The synapses of a projection as they are kept in a file.</summary>
/// <param name="PreSize">Neurons of the pre-synaptic population.</param>
/// <param name="PostSize">Neurons of the post-synaptic population.</param>
/// <param name="Begin">First synapse of each post-synaptic neuron, and their number at the end.</param>
/// <param name="Pre">Pre-synaptic rank of each synapse, ascending for each neuron.</param>
/// <param name="Weights">Weight of each synapse, or a single one for all.</param>
/// <param name="Delays">Delay of each synapse, ms, or a single one for all.</param>
internal sealed record ConnectivityFile(int PreSize, int PostSize, int[] Begin, int[] Pre, double[] Weights, double[] Delays)
{
    private const int Version = 1;
    private const int DigestLength = 32;

    private static ReadOnlySpan<byte> Magic => "Annarchy synapses\n"u8;

    public bool HasSingleWeight => Weights.Length == 1 && Pre.Length != 1;

    public bool HasSingleDelay => Delays.Length == 1 && Pre.Length != 1;

    /// <summary>Writes the file: a line of text, the version, then compressed arrays and their digest.</summary>
    public void Write(Stream stream)
    {
        stream.Write(Magic);
        stream.Write(BitConverter.GetBytes(Version));
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(PreSize);
            writer.Write(PostSize);
            writer.Write(Pre.Length);
            writer.Write(Weights.Length);
            writer.Write(Delays.Length);
            writer.Write(MemoryMarshal.AsBytes(Begin.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(Pre.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(Weights.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(Delays.AsSpan()));
        }

        var bytes = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        using var compressed = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        compressed.Write(bytes);
        compressed.Write(SHA256.HashData(bytes));
    }

    /// <exception cref="InvalidDataException">The stream is not such a file, is cut off or was changed.</exception>
    public static ConnectivityFile Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length + sizeof(int)];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
            throw new InvalidDataException("it was not written by SaveConnectivity");
        var version = BitConverter.ToInt32(start[Magic.Length..]);
        if (version != Version)
            throw new InvalidDataException($"it has version {version} of the format, not {Version}");

        byte[] bytes;
        try
        {
            using var decompressed = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
            using var memory = new MemoryStream();
            decompressed.CopyTo(memory);
            bytes = memory.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("it is damaged", e);
        }

        if (bytes.Length < DigestLength || !SHA256.HashData(bytes.AsSpan(..^DigestLength)).AsSpan().SequenceEqual(bytes.AsSpan(^DigestLength..)))
            throw new InvalidDataException("it is cut off or damaged");

        using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - DigestLength));
        var (preSize, postSize) = (reader.ReadInt32(), reader.ReadInt32());
        var (synapses, weights, delays) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new ConnectivityFile(
            preSize,
            postSize,
            Array<int>(reader, postSize + 1),
            Array<int>(reader, synapses),
            Array<double>(reader, weights),
            Array<double>(reader, delays));
    }

    private static T[] Array<T>(BinaryReader reader, int length)
        where T : unmanaged
    {
        var array = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }
}
