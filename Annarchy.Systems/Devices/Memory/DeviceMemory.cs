using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>What a network has in the memory of its device.</summary>
internal sealed class DeviceMemory(IDevice device, IDeviceStream stream) : IDisposable
{
    private readonly Dictionary<NativeBuffer, HostMirror> _mirrors = [];
    private readonly Dictionary<SpikeRing, SpikeRingBlock> _rings = [];
    private readonly List<DeviceBlock> _others = [];
    private bool _disposed;

    public IDevice Device { get; } = device;

    public IDeviceStream Stream { get; } = stream;

    /// <summary>Changes when blocks are replaced by others, so that launches must be prepared anew.</summary>
    public int Generation { get; private set; }

    /// <summary>Bytes allocated.</summary>
    public long ByteCount => _mirrors.Values.Cast<DeviceBlock>().Concat(_rings.Values).Concat(_others).Sum(b => b.Buffer.ByteCount);

    /// <summary>Has all launches prepared anew.</summary>
    public void Invalidate() => Generation++;

    /// <summary>The device's copy of memory of the host.</summary>
    public HostMirror Of(NativeBuffer host)
    {
        if (!_mirrors.TryGetValue(host, out var mirror))
            _mirrors.Add(host, mirror = new HostMirror(host, this));
        return mirror;
    }

    /// <summary>The device's copy of spike lists.</summary>
    public SpikeRingBlock Of(SpikeRing ring)
    {
        if (_rings.TryGetValue(ring, out var block) && block.Fits)
            return block;
        if (block is not null)
        {
            block.FetchAll();
            Drop(block);
        }

        return _rings[ring] = new SpikeRingBlock(ring, this);
    }

    /// <summary>Whether the memory of a ring was replaced since it was asked for.</summary>
    public bool HasOutgrown(SpikeRing ring) => _rings.TryGetValue(ring, out var block) && !block.Fits;

    /// <summary>Zeroed memory.</summary>
    public ScratchBlock Scratch(long byteCount) => Add(new ScratchBlock(Device, Stream, byteCount));

    /// <summary>Numbers that do not change.</summary>
    public ConstantBlock Constant<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Add(new ConstantBlock(Device, Stream, MemoryMarshal.AsBytes(values)));

    /// <summary>Frees scratch memory or constants.</summary>
    public void Free(DeviceBlock block)
    {
        if (!_disposed && _others.Remove(block))
            Drop(block);
    }

    /// <summary>Frees the copy of memory that is freed.</summary>
    public void Forget(NativeBuffer host)
    {
        if (_disposed || !_mirrors.Remove(host, out var mirror))
            return;
        Drop(mirror);
    }

    /// <summary>Frees everything; what the device changed last is lost.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var (host, mirror) in _mirrors)
        {
            host.Mirror = null;
            mirror.Dispose();
        }

        foreach (var ring in _rings.Values)
            ring.Dispose();
        foreach (var block in _others)
            block.Dispose();
    }

    /// <summary>Frees a block after the launches that use it.</summary>
    private void Drop(DeviceBlock block)
    {
        Stream.Submit();
        block.Dispose();
        Generation++;
    }

    private T Add<T>(T block)
        where T : DeviceBlock
    {
        _others.Add(block);
        return block;
    }
}
