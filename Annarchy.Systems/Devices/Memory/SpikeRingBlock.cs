using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>
/// Spike lists on the device: a row of ranks per list, and how many there are of each. Kernels append ranks in any order, for nothing on the
/// device depends on it; they are sorted when the host looks at them.
/// </summary>
internal sealed class SpikeRingBlock : DeviceBlock
{
    private readonly SpikeRing _ring;
    private readonly DeviceMemory _memory;
    private readonly SpikeList[] _lists;
    private readonly bool[] _hostIsNewer;
    private readonly bool[] _deviceIsNewer;
    private readonly CountsBlock _counts;
    private int _newerOnHost;

    public SpikeRingBlock(SpikeRing ring, DeviceMemory memory)
    {
        _ring = ring;
        _memory = memory;
        _lists = [.. ring.Lists];
        Stride = ring.Current.Size;
        Buffer = memory.Device.Allocate((long)_lists.Length * Stride * sizeof(int));
        _counts = new CountsBlock(this, memory.Device.Allocate(_lists.Length * sizeof(int)));
        _hostIsNewer = new bool[_lists.Length];
        _deviceIsNewer = new bool[_lists.Length];
        Array.Fill(_hostIsNewer, true);
        _newerOnHost = _lists.Length;
        for (var i = 0; i < _lists.Length; i++)
            _lists[i].Mirror = new ListMirror(this, i);
    }

    /// <summary>Ranks from one list to the next.</summary>
    public int Stride { get; }

    /// <summary>Number of lists.</summary>
    public int Length => _lists.Length;

    /// <summary>The length of each list, on the device.</summary>
    public DeviceBlock Counts => _counts;

    public override IDeviceBuffer Buffer { get; }

    /// <summary>Whether the ring still has the lists it had.</summary>
    public bool Fits => _ring.Lists.Length == _lists.Length;

    public override void BeforeLaunch()
    {
        for (var i = 0; _newerOnHost > 0 && i < _lists.Length; i++)
        {
            if (_hostIsNewer[i])
                Store(i);
        }
    }

    /// <summary>Notes that a launch appends to the current list.</summary>
    public override void Written() => _deviceIsNewer[_ring.Head] = true;

    /// <summary>Notes that host and device have both moved on to an empty list.</summary>
    public void Advanced() => SetBoth(_ring.Head);

    /// <summary>Fetches what the device changed, before another block takes over.</summary>
    public void FetchAll()
    {
        for (var i = 0; i < _lists.Length; i++)
            Fetch(i);
    }

    public override void Dispose()
    {
        foreach (var list in _lists)
            list.Mirror = null;
        Buffer.Dispose();
        _counts.Dispose();
    }

    private void SetBoth(int list)
    {
        if (_hostIsNewer[list])
            _newerOnHost--;
        _hostIsNewer[list] = _deviceIsNewer[list] = false;
    }

    private void Store(int list)
    {
        SetBoth(list);
        var ranks = _lists[list].OwnRanks;
        _memory.Stream.Upload(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([ranks.Length])), _counts.Buffer, list * sizeof(int));
        if (!ranks.IsEmpty)
            _memory.Stream.Upload(MemoryMarshal.AsBytes(ranks), Buffer, (long)list * Stride * sizeof(int));
    }

    private void Fetch(int list)
    {
        if (!_deviceIsNewer[list])
            return;
        _deviceIsNewer[list] = false;
        var count = 0;
        _memory.Stream.Download(_counts.Buffer, list * sizeof(int), MemoryMarshal.AsBytes(new Span<int>(ref count)));
        var ranks = _lists[list].Receive(count);
        if (ranks.IsEmpty)
            return;
        _memory.Stream.Download(Buffer, (long)list * Stride * sizeof(int), MemoryMarshal.AsBytes(ranks));
        ranks.Sort();
    }

    private void HostChanges(int list)
    {
        if (_hostIsNewer[list])
            return;
        _hostIsNewer[list] = true;
        _newerOnHost++;
    }

    private sealed class CountsBlock(SpikeRingBlock ring, IDeviceBuffer buffer) : DeviceBlock
    {
        public override IDeviceBuffer Buffer => buffer;

        public override void BeforeLaunch() => ring.BeforeLaunch();

        public override void Dispose() => buffer.Dispose();
    }

    private sealed class ListMirror(SpikeRingBlock ring, int list) : IMirror
    {
        public void BeforeHostReads() => ring.Fetch(list);

        public void BeforeHostWrites()
        {
            ring.Fetch(list);
            ring.HostChanges(list);
        }

        public void BeforeHostReplaces()
        {
            ring._deviceIsNewer[list] = false;
            ring.HostChanges(list);
        }

        public void Release()
        {
        }
    }
}
