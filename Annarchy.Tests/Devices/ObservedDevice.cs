namespace Annarchy.Tests.Devices;

/// <summary>A device that counts what goes to and fro, and fails or divides work as told.</summary>
internal sealed class ObservedDevice(Driver driver) : IDevice
{
    private readonly IDevice _inner = Drivers.Open(driver);

    public int Uploads { get; set; }

    public int Downloads { get; set; }

    public int Launches { get; set; }

    /// <summary>Bytes that can be allocated.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>Launches until the device is lost.</summary>
    public int LaunchesLeft { get; set; } = int.MaxValue;

    public string Name => "observed";

    public string Driver => _inner.Driver;

    public DeviceLanguage Language => _inner.Language;

    public bool HasDouble { get; init; } = true;

    public int GroupSize => _inner.GroupSize;

    public int Lanes { get => field > 0 ? field : _inner.Lanes; init; }

    public int BusyGroups => _inner.BusyGroups;

    public long MemoryBytes => _inner.MemoryBytes;

    public IDeviceBuffer Allocate(long byteCount)
    {
        Room -= byteCount;
        return Room < 0 ? throw new DeviceException(DeviceFailure.OutOfMemory, "full") : _inner.Allocate(byteCount);
    }

    public IDeviceModule Compile(string source) => _inner.Compile(source);

    public IDeviceStream CreateStream() => new Stream(this, _inner.CreateStream());

    public void Dispose() => _inner.Dispose();

    private sealed class Stream(ObservedDevice device, IDeviceStream inner) : IDeviceStream
    {
        public void Launch(IDeviceLaunch launch)
        {
            device.Launches++;
            if (device.LaunchesLeft-- <= 0)
                throw new DeviceException(DeviceFailure.Lost, "lost");
            inner.Launch(launch);
        }

        public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset)
        {
            device.Uploads++;
            inner.Upload(source, destination, offset);
        }

        public void Download(IDeviceBuffer source, long offset, Span<byte> destination)
        {
            device.Downloads++;
            inner.Download(source, offset, destination);
        }

        public void Submit() => inner.Submit();

        public IDeviceEvent Record() => inner.Record();

        public void Dispose() => inner.Dispose();
    }
}
