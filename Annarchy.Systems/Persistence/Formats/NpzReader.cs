using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Annarchy.Persistence;

/// <summary>
/// Reads arrays from a <c>.npz</c> archive that may be damaged or hostile: every array is read only after its header said what the caller
/// expects, never more of it, and compared with its checksum.
/// </summary>
internal sealed class NpzReader : IDisposable
{
    private const string Extension = ".npy";
    private const int BlockBytes = 1 << 20;

    private readonly string _file;
    private readonly Stream _stream;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a <c>.npz</c> archive.</exception>
    public NpzReader(string path)
        : this(File.OpenRead(path), path)
    {
    }

    /// <param name="stream">The archive; seekable; closed with the reader.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">It is not a <c>.npz</c> archive.</exception>
    public NpzReader(Stream stream, string file)
    {
        (_stream, _file) = (stream, file);
        try
        {
            ZipDirectory.Check(stream);
            _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in _archive.Entries)
                Add(entry);
        }
        catch (Exception e) when (IsDamage(e))
        {
            _archive?.Dispose();
            stream.Dispose();
            throw new InvalidDataException($"'{file}' is not a readable .npz file: {e.Message}", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Type and shape of an array.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it is damaged.</exception>
    public NpyHeader Header(string name) => Reading(name, stream => NpyHeader.Read(stream));

    /// <summary>Reads an array of a known shape.</summary>
    /// <exception cref="InvalidDataException">There is no such array, it has another type or shape, or it is damaged.</exception>
    public T[] Read<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged => ReadAs<T>(name, NpyType.Of<T>(), shape);

    /// <summary>Reads the elements of an array of a known type and shape as bytes.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public byte[] ReadBytes(string name, NpyType type, params ReadOnlySpan<long> shape) => ReadAs<byte>(name, type, shape);

    /// <summary>Reads a single number.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public T ReadScalar<T>(string name)
        where T : unmanaged => Read<T>(name)[0];

    /// <summary>
    /// Reads an array of some dimensions whose lengths are not known beforehand. It must not be larger than the file itself, so that
    /// compression cannot make a small file a large array.
    /// </summary>
    /// <param name="name">The array.</param>
    /// <param name="dimensions">Number of dimensions.</param>
    /// <param name="maxCount">Most elements there can be.</param>
    /// <inheritdoc cref="Read{T}" path="/exception"/>
    public (long[] Shape, T[] Values) ReadAny<T>(string name, int dimensions, long maxCount = long.MaxValue)
        where T : unmanaged => Reading(name, stream =>
    {
        var header = Expect(NpyHeader.Read(stream), NpyType.Of<T>());
        if (header.Shape.Length != dimensions)
            throw new InvalidDataException($"its shape is {header.ShapeText}; {dimensions} dimensions are expected");
        if (header.Count > maxCount)
            throw new InvalidDataException($"it has {header.Count} elements; at most {maxCount} are expected");
        if (header.ByteCount > _stream.Length)
            throw new InvalidDataException($"it has {header.ByteCount} bytes, more than the whole file; save it without compression");
        return (header.Shape, ReadElements<T>(stream, header));
    });

    /// <summary>Reads a list whose length is not known beforehand.</summary>
    /// <inheritdoc cref="ReadAny{T}"/>
    public T[] ReadList<T>(string name, long maxCount = long.MaxValue)
        where T : unmanaged => ReadAny<T>(name, 1, maxCount).Values;

    /// <summary>An exception that says what is wrong with an array.</summary>
    public InvalidDataException Fault(string name, string problem, Exception? inner = null) =>
        new($"'{_file}', array '{name}': {problem}.", inner);

    /// <summary>An exception that says what is wrong with the file.</summary>
    public InvalidDataException Fault(string problem, Exception? inner = null) => new($"'{_file}': {problem}.", inner);

    public void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    private static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or OverflowException or ArgumentException or NotSupportedException or IndexOutOfRangeException
        || (e is IOException and not FileNotFoundException and not DirectoryNotFoundException);

    private static NpyHeader Expect(NpyHeader header, NpyType type) =>
        header.Type == type ? header : throw new InvalidDataException($"its elements are '{header.Type}', not '{type}'");

    /// <summary>The elements of an array, which is of the type <typeparamref name="T"/> or wanted as bytes.</summary>
    private static unsafe T[] ReadElements<T>(Stream stream, NpyHeader header)
        where T : unmanaged
    {
        var length = header.ByteCount / sizeof(T);
        if (header.ByteCount > Array.MaxLength)
            throw new InvalidDataException($"it has {header.ByteCount} bytes, too many for one array");
        var values = new T[length];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        for (var done = 0; done < bytes.Length; done += BlockBytes)
            stream.ReadExactly(bytes.Slice(done, Math.Min(BlockBytes, bytes.Length - done)));
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException("it is longer than its shape says");
        if (header.Type == NpyType.Boolean && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new InvalidDataException("a truth value is neither 0 nor 1");
        return values;
    }

    private T[] ReadAs<T>(string name, NpyType type, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var expected = shape.ToArray();
        return Reading(name, stream =>
        {
            var header = Expect(NpyHeader.Read(stream), type);
            if (!header.Shape.AsSpan().SequenceEqual(expected))
                throw new InvalidDataException($"its shape is {header.ShapeText}, not {NpyHeader.Describe(expected)}");
            return ReadElements<T>(stream, header);
        });
    }

    private void Add(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.Split('/').Any(part => part is "" or "." or "..") || name.AsSpan().ContainsAny('\\', ':', '\0'))
            throw new InvalidDataException($"the name of its entry '{name}' leads elsewhere");
        if (!name.EndsWith(Extension, StringComparison.Ordinal))
            throw new InvalidDataException($"its entry '{name}' is not a .npy file");
        if (!_entries.TryAdd(name[..^Extension.Length], entry))
            throw new InvalidDataException($"its entry '{name}' is there twice");
    }

    private TResult Reading<TResult>(string name, Func<ChecksumStream, TResult> read)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw Fault(name, "it is missing");
        try
        {
            using var stream = new ChecksumStream(entry.Open());
            var result = read(stream);
            if (stream.IsAtEnd && stream.Checksum != entry.Crc32)
                throw new InvalidDataException("its checksum is wrong: it is damaged");
            return result;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Fault(name, e is EndOfStreamException ? "it is cut off" : e.Message.TrimEnd('.'), e);
        }
    }
}
