namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>A group or an array of an HDF5 file.</summary>
internal sealed class Hdf5Object
{
    private readonly Hdf5Bytes _file;
    private readonly List<Hdf5Message> _messages;
    private Dictionary<string, ulong>? _members;

    /// <param name="file">The file.</param>
    /// <param name="address">Address of the object's header.</param>
    /// <param name="path">Its path, for messages.</param>
    public Hdf5Object(Hdf5Bytes file, ulong address, string path)
    {
        _file = file;
        Path = path;
        _messages = Hdf5ObjectHeader.Read(file, address);
    }

    /// <summary>Where the object is in the file.</summary>
    public string Path { get; }

    /// <summary>Names of the members of a group, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => Members.Keys;

    private Dictionary<string, ulong> Members => _members ??= Hdf5Links.Read(_file, _messages);

    /// <summary>Whether a group has a member.</summary>
    public bool Contains(string name) => Members.ContainsKey(name);

    /// <summary>A member of a group, or of the groups in it.</summary>
    /// <param name="path">Names with slashes between them.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public Hdf5Object this[string path]
    {
        get
        {
            var current = this;
            foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!current.Members.TryGetValue(name, out var address))
                    throw new InvalidDataException($"'{current.Path}' has no '{name}'; it has: {string.Join(", ", current.Names)}");
                current = new Hdf5Object(_file, address, $"{current.Path.TrimEnd('/')}/{name}");
            }

            return current;
        }
    }

    /// <summary>Shape of an array.</summary>
    public long[] Shape => Hdf5Space.Read(Body(Hdf5MessageKind.Dataspace));

    /// <summary>The numbers of an array of a known shape, in row-major order.</summary>
    /// <exception cref="InvalidDataException">It has another shape, or is damaged.</exception>
    /// <exception cref="NotSupportedException">It is stored in a way that is not read.</exception>
    public float[] ReadSingles(params ReadOnlySpan<int> shape)
    {
        var actual = Shape;
        if (!actual.AsSpan().SequenceEqual(Array.ConvertAll(shape.ToArray(), length => (long)length)))
        {
            throw new InvalidDataException(
                $"'{Path}' has shape {Hdf5Space.Describe(actual)}, the configuration of its layer asks for ({string.Join(", ", shape.ToArray())})");
        }

        var type = Hdf5Type.Read(Body(Hdf5MessageKind.Datatype));
        if (!type.IsNumber)
            throw new NotSupportedException($"'{Path}' has elements of class {(int)type.Class} and {type.Size} bytes, which are not read; numbers are");
        var bytes = ReadBytes(actual, type);
        var values = new float[bytes.Length / type.Size];
        type.ToSingle(bytes.Span, values);
        return values;
    }

    /// <summary>A text that an attribute holds; null without such an attribute.</summary>
    public string? Text(string attribute) => Texts(attribute) is [var only, ..] ? only : null;

    /// <summary>The texts that an attribute holds; null without such an attribute.</summary>
    /// <exception cref="InvalidDataException">It holds something else, or is damaged.</exception>
    public string[]? Texts(string attribute)
    {
        foreach (var message in _messages)
        {
            if (message.Kind == Hdf5MessageKind.AttributeInfo)
                Hdf5Links.CheckIsCompact(_file, new Hdf5Cursor(_file, message.Body), indexSize: 2, "attributes");
            else if (message.Kind == Hdf5MessageKind.Attribute && Hdf5Attribute.Read(_file, message) is var found && found.Name == attribute)
                return found.Texts(_file);
        }

        return null;
    }

    private Hdf5Cursor Body(Hdf5MessageKind kind)
    {
        foreach (var message in _messages.Where(m => m.Kind == kind))
        {
            return message.IsShared
                ? throw new NotSupportedException($"'{Path}' has a named type, which is not read")
                : new Hdf5Cursor(_file, message.Body);
        }

        throw new InvalidDataException($"'{Path}' is not an array");
    }

    private ReadOnlyMemory<byte> ReadBytes(long[] shape, Hdf5Type type)
    {
        var bytes = Math.BigMul(Hdf5Space.Count(shape), type.Size);
        var layout = Hdf5Layout.Read(Body(Hdf5MessageKind.DataLayout));
        if (layout.Chunk.Length > 0)
        {
            var filters = _messages.Exists(m => m.Kind == Hdf5MessageKind.FilterPipeline)
                ? Hdf5Filters.Read(Body(Hdf5MessageKind.FilterPipeline))
                : new Hdf5Filters();
            return new Hdf5Chunks(_file, shape, layout.Chunk, type.Size, filters).Read(layout);
        }

        if (layout.Inline is not { } inline)
            return _file.At(layout.Address, (ulong)bytes);
        return inline.Length >= bytes ? inline[..(int)bytes] : throw new InvalidDataException($"'{Path}' is cut off");
    }
}
