using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>A block of the host's memory on the device: fetched when the host looks at it, stored when a launch needs what the host changed.</summary>
internal sealed unsafe class HostMirror : DeviceBlock, IMirror
{
    private const int Piece = 1 << 30;

    private readonly NativeBuffer _host;
    private readonly DeviceMemory _memory;
    private bool _hostIsNewer = true;
    private bool _deviceIsNewer;

    public HostMirror(NativeBuffer host, DeviceMemory memory)
    {
        _host = host;
        _memory = memory;
        Buffer = memory.Device.Allocate((long)host.ByteCount);
        host.Mirror = this;
    }

    public override IDeviceBuffer Buffer { get; }

    public override void BeforeLaunch()
    {
        if (!_hostIsNewer)
            return;
        _hostIsNewer = false;
        for (var offset = 0L; offset < Buffer.ByteCount; offset += Piece)
            _memory.Stream.Upload(new ReadOnlySpan<byte>((byte*)_host.OwnAddress + offset, LengthAt(offset)), Buffer, offset);
    }

    public override void Written() => _deviceIsNewer = true;

    /// <summary>Notes that host and device have made the same change.</summary>
    public void BothChanged() => (_hostIsNewer, _deviceIsNewer) = (false, false);

    public void BeforeHostReads()
    {
        if (!_deviceIsNewer)
            return;
        _deviceIsNewer = false;
        for (var offset = 0L; offset < Buffer.ByteCount; offset += Piece)
            _memory.Stream.Download(Buffer, offset, new Span<byte>((byte*)_host.OwnAddress + offset, LengthAt(offset)));
    }

    public void BeforeHostWrites()
    {
        BeforeHostReads();
        _hostIsNewer = true;
    }

    public void BeforeHostReplaces() => (_hostIsNewer, _deviceIsNewer) = (true, false);

    public void Release() => _memory.Forget(_host);

    public override void Dispose() => Buffer.Dispose();

    private int LengthAt(long offset) => (int)Math.Min(Piece, Buffer.ByteCount - offset);
}
