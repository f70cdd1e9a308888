using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>
/// Spikes of the last steps of many instances of a population. The clock of an instance says which list a step has, so that instances
/// need not be in the same step.
/// </summary>
internal sealed unsafe class InstanceSpikes : IDisposable
{
    /// <summary>Elements before the ranks, the first of which is their number.</summary>
    private const int Header = Column.RowPadding;

    private readonly NativeArray<int> _lists;
    private readonly int _depth;
    private readonly long _stride;

    /// <param name="size">Neurons of the population.</param>
    /// <param name="delay">Longest delay that is read, in steps.</param>
    /// <param name="instances">How many there are.</param>
    public InstanceSpikes(int size, int delay, int instances)
    {
        _depth = Math.Max(delay, 1) + 1;

        // Kernels may store a whole vector of ranks past the last one.
        _stride = Header + Column.PaddedRows(size) + Column.RowPadding;
        _lists = new NativeArray<int>(checked(_stride * _depth * instances));
    }

    public nuint ByteCount => _lists.ByteCount;

    /// <summary>Bytes of one instance.</summary>
    public int StateBytes => checked((int)(_stride * _depth * sizeof(int)));

    /// <summary>The lists of an instance as they lie in memory.</summary>
    public Span<byte> State(int instance) => MemoryMarshal.AsBytes(new Span<int>(_lists.Pointer + (instance * _depth * _stride), StateBytes / sizeof(int)));

    /// <summary>Ranks of the neurons of an instance that spiked in one of the last steps, ascending.</summary>
    public ReadOnlySpan<int> At(int instance, long step) => List(instance, Place(step));

    /// <summary>Which list holds the spikes of a step, the same one for all instances.</summary>
    public int Place(long step)
    {
        // Steps before the first one share the lists of those to come, which are empty.
        var place = (int)(step % _depth);
        return place < 0 ? place + _depth : place;
    }

    /// <summary>The spikes of an instance in one of the lists.</summary>
    public ReadOnlySpan<int> List(int instance, int place)
    {
        var list = Address(instance, place);
        return new ReadOnlySpan<int>(list + Header, *list);
    }

    /// <summary>Where the ranks of a list are.</summary>
    public int* Ranks(int instance, int place) => Address(instance, place) + Header;

    /// <summary>How many there are.</summary>
    public ref int Count(int instance, int place) => ref *Address(instance, place);

    /// <summary>Forgets the spikes of an instance.</summary>
    public void Clear(int instance)
    {
        for (var place = 0; place < _depth; place++)
            Count(instance, place) = 0;
    }

    public void Dispose() => _lists.Dispose();

    private int* Address(int instance, int place) => _lists.Pointer + (((instance * (long)_depth) + place) * _stride);
}
