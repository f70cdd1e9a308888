using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Devices;
using Annarchy.Projections;

namespace Annarchy.Monitors;

/// <summary>
/// Copies an attribute of the synapses of a dendrite, or of all dendrites of a projection one after the other, into a log. The number of
/// synapses may change from record to record.
/// </summary>
internal sealed unsafe class SynapseRecorder : Recorder
{
    private readonly Projection _projection;
    private readonly int? _postRank;
    private readonly ChunkedLog _values;
    private readonly ChunkedLog _lengths = new(sizeof(int));
    private SynapticConnectivity? _connectivity;
    private int _version;
    private long _read;
    private long[] _slots = [];
    private bool _areInOrder;

    /// <param name="variable">Name of the attribute.</param>
    /// <param name="projection">Whose synapses.</param>
    /// <param name="postRank">The dendrite's post-synaptic rank; null for all dendrites.</param>
    public SynapseRecorder(string variable, Projection projection, int? postRank)
        : base(variable)
    {
        (_projection, _postRank) = (projection, postRank);
        _values = new ChunkedLog(projection.Network.Precision == Precision.Single ? sizeof(float) : sizeof(double));
    }

    public override bool IsInput => false;

    public override bool IsEvent => false;

    public override IReadOnlyList<ChunkedLog> Logs => [_values, _lengths];

    public override IEnumerable<StoredLog> Files =>
    [
        new StoredLog(_values, string.Empty, ElementOf(_projection.Find(Variable).Column), []),
        new StoredLog(_lengths, ".lengths", "'<i4'", []),
    ];

    public override string? FaultOf(IReadOnlyList<byte[]> records)
    {
        var sum = 0L;
        foreach (var length in MemoryMarshal.Cast<byte, int>(records[1].AsSpan()))
        {
            if (length < 0)
                return "a length is negative";
            sum += length;
        }

        return sum == records[0].Length / _values.RecordBytes ? null : "there are not as many values as its lengths say";
    }

    public override void Record(long step)
    {
        var attribute = _projection.Find(Variable);
        if (IsOutdated)
            FindSlots(attribute, _projection.Connectivity);
        *(int*)_lengths.Append() = _slots.Length;
        var column = attribute.Column;
        if (column.IsHalf)
            CopyHalves((Half*)column.AddressToRead);
        else if (column.ElementSize == sizeof(int))
            Copy((int*)column.AddressToRead);
        else
            Copy((long*)column.AddressToRead);
    }

    protected override bool IsOutdated => _connectivity != _projection.Connectivity || _version != VersionOf(_projection.Connectivity);

    protected override DeviceRecords CreateOn(OnDevice device)
    {
        var attribute = _projection.Find(Variable);
        FindSlots(attribute, _projection.Connectivity);
        return new ColumnRecords(device, attribute.Column, _slots, all: false, Append);
    }

    public override void Trim(long limit)
    {
        for (var excess = _lengths.Count - limit; excess > 0; excess--)
        {
            _values.DropFirst(WidthOf(0));
            _lengths.DropFirst(1);
        }
    }

    public override int Records => checked((int)_lengths.Count);

    public override int WidthOf(int record) => *(int*)_lengths.Record(record);

    public override void Read(int record, Span<double> values)
    {
        _read = record == 0 ? 0 : _read;
        var column = _projection.Find(Variable).Column;
        for (var i = 0; i < values.Length; i++)
            Convert(_values.Record(_read++), column, values.Slice(i, 1));
    }

    public override void Dispose()
    {
        _values.Dispose();
        _lengths.Dispose();
    }

    protected override void Clear()
    {
        _values.Clear();
        _lengths.Clear();
    }

    private void Copy<T>(T* source)
        where T : unmanaged
    {
        for (var next = 0; next < _slots.Length;)
        {
            var block = (T*)_values.Append(_slots.Length - next, out var count);
            if (_areInOrder)
            {
                var bytes = (long)count * sizeof(T);
                Buffer.MemoryCopy(source + _slots[next], block, bytes, bytes);
            }
            else
            {
                for (var i = 0; i < count; i++)
                    block[i] = source[_slots[next + i]];
            }

            next += count;
        }
    }

    private void Append(ReadOnlySpan<byte> records, int count)
    {
        for (var record = 0; record < count; record++)
            *(int*)_lengths.Append() = _slots.Length;
        _values.Append(records);
    }

    /// <summary>Halves are recorded as single-precision numbers, which hold them exactly.</summary>
    private void CopyHalves(Half* source)
    {
        for (var next = 0; next < _slots.Length;)
        {
            var block = (float*)_values.Append(_slots.Length - next, out var count);
            for (var i = 0; i < count; i++)
                block[i] = (float)source[_slots[next + i]];
            next += count;
        }
    }

    private static int VersionOf(SynapticConnectivity connectivity) => (connectivity as SparseConnectivity)?.Version ?? 0;

    private void FindSlots(in SynapticAttribute attribute, SynapticConnectivity connectivity)
    {
        (_connectivity, _version) = (connectivity, VersionOf(connectivity));
        var dendrites = _postRank is { } rank
            ? connectivity.DendriteOf(rank) is >= 0 and var only ? [only] : []
            : Enumerable.Range(0, connectivity.Size).ToArray();
        var slots = new List<long>();
        if (attribute.Locality == Locality.Global)
        {
            slots.Add(0);
        }
        else if (attribute.IsShared && _postRank is null)
        {
            // The weights themselves, once.
            slots.AddRange(Enumerable.Range(0, (int)attribute.Column.Length).Select(slot => (long)slot));
        }
        else
        {
            foreach (var dendrite in dendrites)
            {
                if (attribute.Locality == Locality.Semiglobal)
                {
                    slots.Add(dendrite);
                    continue;
                }

                var row = new long[connectivity.RowLength(dendrite)];
                connectivity.CopySlots(dendrite, row);
                slots.AddRange(row);
            }
        }

        _slots = [.. slots];
        _areInOrder = true;
        for (var i = 1; i < _slots.Length && _areInOrder; i++)
            _areInOrder = _slots[i] == _slots[i - 1] + 1;
    }
}
