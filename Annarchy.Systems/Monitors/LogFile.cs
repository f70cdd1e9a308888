using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Annarchy.Monitors;

/// <summary>
/// Records on disk as one NumPy array (format 1.0): a header of fixed size, rewritten as records come, and the records one after the other.
/// Others may read the file while it grows.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const int HeaderBytes = 256;

    private readonly SafeFileHandle _handle;
    private readonly string _element;
    private readonly IReadOnlyList<int> _shape;

    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="element">Type of an element as NumPy writes it.</param>
    /// <param name="shape">Shape of a record; empty for a single element.</param>
    public LogFile(string path, string element, IReadOnlyList<int> shape)
    {
        (Path, _element, _shape) = (path, element, shape);
        _handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        WriteHeader(0);
    }

    public string Path { get; }

    public void Write(long offset, ReadOnlySpan<byte> records) => RandomAccess.Write(_handle, records, HeaderBytes + offset);

    public void Read(long offset, Span<byte> records)
    {
        while (!records.IsEmpty)
        {
            var count = RandomAccess.Read(_handle, records, HeaderBytes + offset);
            if (count == 0)
                throw new EndOfStreamException($"The recording '{Path}' is shorter than it was written: something else changed the file.");
            records = records[count..];
            offset += count;
        }
    }

    /// <summary>Says how many records there are.</summary>
    public void WriteHeader(long records)
    {
        var shape = new StringBuilder().Append('(').Append(records.ToString(CultureInfo.InvariantCulture)).Append(',');
        foreach (var length in _shape)
            shape.Append(' ').Append(length.ToString(CultureInfo.InvariantCulture)).Append(',');
        var text = $"{{'descr': {_element}, 'fortran_order': False, 'shape': {shape}), }}";
        const int prefix = 10;
        if (text.Length > HeaderBytes - prefix - 1)
            throw new ArgumentException($"Records of shape {shape}) cannot be streamed to a file.");
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Fill((byte)' ');
        (header[0], header[8], header[9]) = (0x93, HeaderBytes - prefix, 0);
        "NUMPY\u0001\0"u8.CopyTo(header[1..]);
        Encoding.ASCII.GetBytes(text, header[prefix..]);
        header[^1] = (byte)'\n';
        RandomAccess.Write(_handle, header, 0);
    }

    /// <summary>Drops all records.</summary>
    public void Clear()
    {
        RandomAccess.SetLength(_handle, HeaderBytes);
        WriteHeader(0);
    }

    public void Dispose() => _handle.Dispose();
}
