namespace Annarchy.Storage;

/// <summary>
/// A fixed-length array of plain values in aligned native memory, zeroed at first. One widest vector may be read past its end,
/// so loops over parts of it need no scalar tail.
/// </summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private readonly NativeBuffer _buffer;

    public NativeArray(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _buffer = new NativeBuffer(checked(((nuint)length * (nuint)sizeof(T)) + NativeBuffer.Alignment));
    }

    public long Length { get; }

    public nuint ByteCount => _buffer.ByteCount;

    public T* Pointer => (T*)_buffer.Address;

    public Span<T> Span => new(_buffer.Address, checked((int)Length));

    public T this[long index]
    {
        get => Pointer[Check(index)];
        set => Pointer[Check(index)] = value;
    }

    public static NativeArray<T> From(ReadOnlySpan<T> values)
    {
        var array = new NativeArray<T>(values.Length);
        values.CopyTo(array.Span);
        return array;
    }

    public void Dispose() => _buffer.Dispose();

    private long Check(long index) =>
        (ulong)index < (ulong)Length ? index : throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {Length} elements.");
}
