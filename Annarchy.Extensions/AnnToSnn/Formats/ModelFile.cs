using System.Text.Json;
using Google.Protobuf;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>Reads files of trained networks, whose content says of which kind they are.</summary>
internal static class ModelFile
{
    public static ArtificialNetwork Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = File.OpenRead(path);
        try
        {
            var begin = new byte[8];
            var length = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            return begin switch
            {
                _ when length < begin.Length => throw new InvalidDataException("it is too short to be a model"),
                [(byte)'P', (byte)'K', 3, 4, ..] => KerasArchive.Read(stream),
                [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => KerasWholeModel.Read(ReadAll(stream)),
                [0x08, ..] => OnnxModel.Read(ReadAll(stream)),
                _ => throw new InvalidDataException("it is neither a .keras archive, nor a HDF5 file, nor an ONNX model"),
            };
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new InvalidDataException($"'{path}' cannot be read as a model: {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"'{path}' cannot be read as a model: {e.Message}", e);
        }
    }

    private static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or OverflowException or ArgumentException
            or JsonException or InvalidProtocolBufferException;

    private static byte[] ReadAll(FileStream stream)
    {
        if (stream.Length > Array.MaxLength)
            throw new NotSupportedException($"models of {stream.Length} bytes are not read; at most {Array.MaxLength} are");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
