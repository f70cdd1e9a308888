using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>What an instance consists of, as a sequence of bytes: rows of columns, pasts, spikes.</summary>
internal sealed unsafe class InstanceState
{
    private readonly (Column Original, Column Own)[] _columns;
    private readonly HistoryRing[] _pasts;
    private readonly InstanceSpikes[] _spikes;

    public InstanceState(InstanceMemory memory)
    {
        _columns = [.. memory.Columns.Where(c => !memory.IsDetached(c.Value)).Select(c => (c.Key, c.Value))];
        _pasts = [.. memory.Pasts.Values];
        _spikes = [.. memory.Spikes];
        foreach (var (_, column) in _columns)
            Bytes = checked(Bytes + RowBytes(column));
        foreach (var past in _pasts)
            Bytes = checked(Bytes + sizeof(int) + past.Rows(0).Length);
        foreach (var spikes in _spikes)
            Bytes = checked(Bytes + spikes.StateBytes);
    }

    public int Bytes { get; }

    /// <summary>Gives an instance the values of the network.</summary>
    public void Start(int instance)
    {
        foreach (var (original, own) in _columns)
            Buffer.MemoryCopy((void*)original.Address, (void*)own.AddressOf(instance), RowBytes(own), RowBytes(own));
    }

    /// <summary>Makes the present values those of the past, without spikes.</summary>
    public void ForgetPast(int instance)
    {
        foreach (var past in _pasts)
        {
            past.Head(instance) = 0;
            past.Fill(instance);
        }

        foreach (var spikes in _spikes)
            spikes.Clear(instance);
    }

    public void Save(int instance, Span<byte> destination)
    {
        foreach (var (_, column) in _columns)
            destination = Put(Rows(column, instance), destination);
        foreach (var past in _pasts)
        {
            MemoryMarshal.Write(destination, past.Head(instance));
            destination = Put(past.Rows(instance), destination[sizeof(int)..]);
        }

        foreach (var spikes in _spikes)
            destination = Put(spikes.State(instance), destination);
    }

    public void Load(int instance, ReadOnlySpan<byte> source)
    {
        foreach (var (_, column) in _columns)
            source = Take(source, Rows(column, instance));
        foreach (var past in _pasts)
        {
            past.Head(instance) = MemoryMarshal.Read<int>(source);
            source = Take(source[sizeof(int)..], past.Rows(instance));
        }

        foreach (var spikes in _spikes)
            source = Take(source, spikes.State(instance));
    }

    private static int RowBytes(Column column) => checked((int)(column.Capacity * column.ElementSize));

    private static Span<byte> Rows(Column column, int instance) => new((void*)column.AddressOf(instance), RowBytes(column));

    private static Span<byte> Put(ReadOnlySpan<byte> from, Span<byte> destination)
    {
        from.CopyTo(destination);
        return destination[from.Length..];
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, Span<byte> to)
    {
        source[..to.Length].CopyTo(to);
        return source[to.Length..];
    }
}
