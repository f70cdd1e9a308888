namespace Annarchy.Persistence;

/// <summary>What a NumPy array holds, as its header names it: little-endian numbers and truth values.</summary>
/// <param name="Name">The <c>descr</c> of the header, such as <c>&lt;f8</c>.</param>
/// <param name="Size">Bytes per element.</param>
internal sealed record NpyType(string Name, int Size)
{
    public static readonly NpyType Float32 = new("<f4", 4);
    public static readonly NpyType Float64 = new("<f8", 8);
    public static readonly NpyType Int32 = new("<i4", 4);
    public static readonly NpyType Int64 = new("<i8", 8);
    public static readonly NpyType UInt8 = new("|u1", 1);
    public static readonly NpyType UInt32 = new("<u4", 4);
    public static readonly NpyType UInt64 = new("<u8", 8);
    public static readonly NpyType Boolean = new("|b1", 1);

    private static readonly NpyType[] All = [Float32, Float64, Int32, Int64, UInt8, UInt32, UInt64, Boolean];

    /// <summary>The type of a header's name; null for those that are not read.</summary>
    public static NpyType? Find(string name) => Array.Find(All, t => t.Name == name);

    /// <summary>The type that holds a .NET one.</summary>
    public static NpyType Of<T>()
        where T : unmanaged => Of(typeof(T));

    /// <inheritdoc cref="Of{T}()"/>
    public static NpyType Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => Float32,
        TypeCode.Double => Float64,
        TypeCode.Int32 => Int32,
        TypeCode.Int64 => Int64,
        TypeCode.Byte => UInt8,
        TypeCode.UInt32 => UInt32,
        TypeCode.UInt64 => UInt64,
        TypeCode.Boolean => Boolean,
        _ => throw new NotSupportedException($"NumPy arrays of {type.Name} are not written."),
    };

    public override string ToString() => Name;
}
