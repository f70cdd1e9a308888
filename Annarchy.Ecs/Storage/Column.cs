using System.Runtime.InteropServices;

namespace Annarchy.Storage;

/// <summary>
/// One attribute of many rows (neurons, post-synaptic neurons or synapses) as a contiguous, aligned, padded array.
/// A global attribute is a column of one row.
/// </summary>
/// <remarks>
/// Elements are as wide as the network's reals whatever their kind: reals are <see cref="float"/> or <see cref="double"/>,
/// integers and booleans <see cref="int"/> or <see cref="long"/>. Capacity is padded to <see cref="RowPadding"/> rows, so a
/// kernel may read and write whole vectors up to the capacity; what padding rows hold has no meaning. A column may hold the rows of many
/// instances of a network, one padded block after the other; members that name no instance mean the first.
/// </remarks>
internal sealed unsafe class Column : IDisposable
{
    /// <summary>Row count granularity: one cache line of floats, two of doubles.</summary>
    public const int RowPadding = 16;

    private NativeBuffer _buffer;

    /// <param name="name">Name of the attribute.</param>
    /// <param name="kind">What the elements are.</param>
    /// <param name="precision">Precision of the network.</param>
    /// <param name="length">Rows.</param>
    /// <param name="instances">Instances of a network whose rows it holds.</param>
    /// <param name="isHalf">Whether reals are stored as <see cref="Half"/>; only what reads such columns on purpose may.</param>
    public Column(string name, AttributeKind kind, Precision precision, long length, int instances = 1, bool isHalf = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        IsHalf = isHalf;
        Name = name;
        Kind = kind;
        Precision = precision;
        Length = length;
        Capacity = PaddedRows(length);
        Instances = instances;
        _buffer = new NativeBuffer(checked((nuint)Capacity * (nuint)ElementSize * (nuint)instances));
    }

    public string Name { get; }

    public AttributeKind Kind { get; }

    public Precision Precision { get; }

    /// <summary>Instances of a network whose rows it holds.</summary>
    public int Instances { get; }

    /// <summary>Bytes from the rows of one instance to those of the next; 0 where there is only one.</summary>
    public nint InstanceBytes => Instances == 1 ? 0 : (nint)(Capacity * ElementSize);

    /// <summary>Rows in use.</summary>
    public long Length { get; private set; }

    /// <summary>Rows allocated per instance, a multiple of <see cref="RowPadding"/>.</summary>
    public long Capacity { get; private set; }

    /// <summary>Whether reals are stored as <see cref="Half"/>.</summary>
    public bool IsHalf { get; }

    public int ElementSize => IsHalf ? sizeof(Half) : Precision == Precision.Single ? sizeof(float) : sizeof(double);

    public nuint ByteCount => _buffer.ByteCount;

    /// <summary>Address of row 0; changes when the column grows.</summary>
    public nint Address => (nint)_buffer.Address;

    /// <summary>Address of row 0 of an instance; of the only one for columns that all share.</summary>
    public nint AddressOf(int instance) => Address + (instance * InstanceBytes);

    /// <summary>Address of row 0, only to read.</summary>
    public nint AddressToRead => (nint)_buffer.AddressToRead;

    /// <summary>The memory of the column; another one when the column has grown.</summary>
    public NativeBuffer Memory => _buffer;

    public static long PaddedRows(long rows) => Math.Max((rows + RowPadding - 1) / RowPadding * RowPadding, RowPadding);

    /// <summary>The rows in use as a span of their element type (<c>float</c>/<c>double</c> or <c>int</c>/<c>long</c>).</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged => AsSpan<T>(0);

    /// <inheritdoc cref="AsSpan{T}()"/>
    public Span<T> AsSpan<T>(int instance)
        where T : unmanaged
    {
        if (typeof(T) != ElementType)
            throw new InvalidOperationException($"Column '{Name}' holds {ElementType.Name}, not {typeof(T).Name}.");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)instance, (uint)Instances, nameof(instance));
        return new Span<T>((void*)AddressOf(instance), checked((int)Length));
    }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType => IsHalf ? typeof(Half) : (Kind, Precision) switch
    {
        (AttributeKind.Real, Precision.Double) => typeof(double),
        (AttributeKind.Real, _) => typeof(float),
        (_, Precision.Double) => typeof(long),
        _ => typeof(int),
    };

    /// <summary>Value of one row as a double (booleans as 0 or 1).</summary>
    public double this[long row]
    {
        get => this[row, 0];
        set => this[row, 0] = value;
    }

    /// <summary>Value of one row of an instance as a double (booleans as 0 or 1).</summary>
    public double this[long row, int instance]
    {
        get
        {
            CheckRow(row);
            var rows = (void*)(AddressToRead + (instance * InstanceBytes));
            if (IsHalf)
                return (double)((Half*)rows)[row];
            return (Kind, Precision) switch
            {
                (AttributeKind.Real, Precision.Double) => ((double*)rows)[row],
                (AttributeKind.Real, _) => ((float*)rows)[row],
                (_, Precision.Double) => ((long*)rows)[row],
                _ => ((int*)rows)[row],
            };
        }

        set
        {
            CheckRow(row);
            var rows = (void*)AddressOf(instance);
            if (Kind == AttributeKind.Boolean)
                value = value != 0.0 ? 1.0 : 0.0;
            if (IsHalf)
            {
                ((Half*)rows)[row] = (Half)value;
                return;
            }

            switch (Kind, Precision)
            {
                case (AttributeKind.Real, Precision.Double): ((double*)rows)[row] = value; break;
                case (AttributeKind.Real, _): ((float*)rows)[row] = (float)value; break;
                case (_, Precision.Double): ((long*)rows)[row] = (long)value; break;
                default: ((int*)rows)[row] = (int)value; break;
            }
        }
    }

    /// <summary>Gives every row of every instance, padding included, the same value.</summary>
    public void Fill(double value)
    {
        if (Kind == AttributeKind.Boolean)
            value = value != 0.0 ? 1.0 : 0.0;
        _buffer.Mirror?.BeforeHostReplaces();
        switch (Kind, Precision)
        {
            case (AttributeKind.Real, _) when IsHalf: FillRows((Half)value); break;
            case (AttributeKind.Real, Precision.Double): FillRows(value); break;
            case (AttributeKind.Real, _): FillRows((float)value); break;
            case (_, Precision.Double): FillRows((long)value); break;
            default: FillRows((int)value); break;
        }
    }

    /// <summary>Copies all rows out as doubles.</summary>
    public double[] ToArray()
    {
        var values = new double[Length];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies all rows into <paramref name="destination"/> as doubles.</summary>
    public void CopyTo(Span<double> destination)
    {
        if (destination.Length < Length)
            throw new ArgumentException($"Column '{Name}' has {Length} rows, the destination {destination.Length}.", nameof(destination));
        for (var row = 0; row < Length; row++)
            destination[row] = this[row];
    }

    /// <summary>Sets all rows from doubles, one each.</summary>
    public void CopyFrom(ReadOnlySpan<double> values)
    {
        if (values.Length != Length)
            throw new ArgumentException($"'{Name}' takes {Length} values, got {values.Length}.", nameof(values));
        for (var row = 0; row < values.Length; row++)
            this[row] = values[row];
    }

    /// <summary>Changes the number of rows, keeping those in common; new rows are zero.</summary>
    public void Resize(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (Instances != 1)
            throw new InvalidOperationException($"Column '{Name}' holds {Instances} instances and cannot be resized.");
        if (length > Capacity)
        {
            var capacity = PaddedRows(Math.Max(length, Capacity + (Capacity / 2)));
            var grown = new NativeBuffer((nuint)capacity * (nuint)ElementSize);
            Buffer.MemoryCopy(_buffer.Address, grown.Address, (long)grown.ByteCount, Length * ElementSize);
            _buffer.Dispose();
            _buffer = grown;
            Capacity = capacity;
        }
        else if (length > Length)
        {
            NativeMemory.Clear((byte*)_buffer.Address + (Length * ElementSize), (nuint)((length - Length) * ElementSize));
        }

        Length = length;
    }

    public void Dispose() => _buffer.Dispose();

    private void FillRows<T>(T value)
        where T : unmanaged
    {
        var rows = (T*)_buffer.OwnAddress;
        for (var row = 0L; row < Capacity * Instances; row++)
            rows[row] = value;
    }

    private void CheckRow(long row)
    {
        if ((ulong)row >= (ulong)Length)
            throw Outside(row);
    }

    private ArgumentOutOfRangeException Outside(long row) => new(nameof(row), row, $"Column '{Name}' has {Length} rows.");
}
