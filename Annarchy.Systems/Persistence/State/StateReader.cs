using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Persistence;

/// <summary>
/// Reads the state of one object from a file. Nothing changes while it is read and checked: what is to be done with it is put on a
/// plan, which is carried out when everything was found in order.
/// </summary>
internal readonly struct StateReader(NpzReader file, string path, List<Action> plan)
{
    public bool Contains(string name) => file.Contains($"{path}/{name}");

    /// <summary>Reads all rows of a column.</summary>
    public void Column(Column column, string? name = null)
    {
        name ??= ArrayPath.Escape(column.Name);
        ReadOnlySpan<long> shape = column.Length == 1 ? [] : [column.Length];
        var bytes = Rows(name, column, shape);
        plan.Add(() => Copy(bytes, column.Address));
    }

    /// <summary>Reads elements of the type of a column, as bytes.</summary>
    public byte[] Rows(string name, Column like, params ReadOnlySpan<long> shape)
    {
        var values = file.ReadBytes($"{path}/{name}", NpyType.Of(like.ElementType), shape);
        if (like.Kind == AttributeKind.Boolean && !IsTruth(values, like.ElementSize))
            throw Fault(name, "a truth value is neither 0 nor 1");
        return values;
    }

    public T[] Array<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged => file.Read<T>($"{path}/{name}", shape);

    public T[] List<T>(string name, long maxCount = long.MaxValue)
        where T : unmanaged => file.ReadList<T>($"{path}/{name}", maxCount);

    public (long[] Shape, T[] Values) Any<T>(string name, int dimensions)
        where T : unmanaged => file.ReadAny<T>($"{path}/{name}", dimensions);

    public T Number<T>(string name)
        where T : unmanaged => file.ReadScalar<T>($"{path}/{name}");

    /// <summary>Does something once all was read; it must not fail.</summary>
    public void Then(Action action) => plan.Add(action);

    public InvalidDataException Fault(string name, string problem, Exception? inner = null) => file.Fault($"{path}/{name}", problem, inner);

    /// <summary>Copies bytes to where rows are.</summary>
    public static void Copy(byte[] bytes, nint address) => Marshal.Copy(bytes, 0, address, bytes.Length);

    private static bool IsTruth(ReadOnlySpan<byte> values, int size)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > (i % size == 0 ? 1 : 0))
                return false;
        }

        return true;
    }
}
