using Annarchy.Storage;

namespace Annarchy.Persistence;

/// <summary>Writes the state of one object into a file.</summary>
internal readonly struct StateWriter(NpzWriter file, string path)
{
    /// <summary>Writes all rows of a column, in its own precision.</summary>
    public void Column(Column column, string? name = null)
    {
        ReadOnlySpan<long> shape = column.Length == 1 ? [] : [column.Length];
        Rows(name ?? ArrayPath.Escape(column.Name), column, column.AddressToRead, shape);
    }

    /// <summary>Writes elements of the type of a column that lie elsewhere.</summary>
    public unsafe void Rows(string name, Column like, nint address, params ReadOnlySpan<long> shape)
    {
        const int block = 1 << 20;
        var bytes = (long)like.ElementSize;
        foreach (var length in shape)
            bytes *= length;
        using var array = file.Begin($"{path}/{name}", NpyType.Of(like.ElementType), shape);
        for (var done = 0L; done < bytes; done += block)
            array.Write(new ReadOnlySpan<byte>((byte*)address + done, (int)Math.Min(block, bytes - done)));
    }

    /// <summary>Writes elements of the type of a column, given as bytes.</summary>
    public void Rows(string name, Column like, ReadOnlySpan<byte> rows, params ReadOnlySpan<long> shape)
    {
        using var array = file.Begin($"{path}/{name}", NpyType.Of(like.ElementType), shape);
        array.Write(rows);
    }

    public void Array<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged => file.Write($"{path}/{name}", values, shape);

    public void List<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged => file.Write($"{path}/{name}", values, values.Length);

    public void Number<T>(string name, T value)
        where T : unmanaged => file.Write<T>($"{path}/{name}", [value]);
}
