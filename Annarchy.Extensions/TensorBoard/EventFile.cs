using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace Annarchy.TensorBoard;

/// <summary>
/// A file of events as TensorBoard reads it: records of length, checksum of the length, data and checksum of the data (TFRecord).
/// </summary>
internal sealed class EventFile : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1.0);

    private readonly FileStream _stream;
    private long _flushed = Stopwatch.GetTimestamp();

    /// <summary>Begins a file of its own in a folder, which is created.</summary>
    public EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        _stream = new FileStream(UnusedName(folder), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        Append(EventMessages.Start());
        Flush();
    }

    /// <summary>Appends an event; it reaches the file within the next events or with <see cref="Flush"/>.</summary>
    public void Append(ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)message.Length);
        _stream.Write(length);
        WriteChecksum(length);
        _stream.Write(message);
        WriteChecksum(message);
        if (Stopwatch.GetElapsedTime(_flushed) > s_longestWait)
            Flush();
    }

    public void Flush()
    {
        _stream.Flush();
        _flushed = Stopwatch.GetTimestamp();
    }

    public void Dispose() => _stream.Dispose();

    private static string UnusedName(string folder)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        for (var number = 0; ; number++)
        {
            var name = string.Create(
                CultureInfo.InvariantCulture, $"events.out.tfevents.{now:D10}.{Environment.MachineName}.{Environment.ProcessId}.{number}");
            if (Path.Combine(folder, name) is var path && !File.Exists(path))
                return path;
        }
    }

    private void WriteChecksum(ReadOnlySpan<byte> data)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum.Of(data));
        _stream.Write(checksum);
    }
}
