namespace Annarchy.Devices;

/// <summary>A piece of memory on a device that kernels read and write.</summary>
internal abstract class DeviceBlock : IDisposable
{
    public abstract IDeviceBuffer Buffer { get; }

    /// <summary>Stores what the host changed, before a launch uses the block.</summary>
    public virtual void BeforeLaunch()
    {
    }

    /// <summary>Notes that a launch changes the block.</summary>
    public virtual void Written()
    {
    }

    public abstract void Dispose();
}

/// <summary>Memory only the device has, zeroed at first.</summary>
internal sealed class ScratchBlock : DeviceBlock
{
    public ScratchBlock(IDevice device, IDeviceStream stream, long byteCount)
    {
        Buffer = device.Allocate(Math.Max(byteCount, 4));
        var zeros = new byte[Math.Min(Buffer.ByteCount, 1 << 20)];
        for (var offset = 0L; offset < Buffer.ByteCount; offset += zeros.Length)
            stream.Upload(zeros.AsSpan(0, (int)Math.Min(zeros.Length, Buffer.ByteCount - offset)), Buffer, offset);
    }

    public override IDeviceBuffer Buffer { get; }

    public override void Dispose() => Buffer.Dispose();
}

/// <summary>A copy of numbers that do not change.</summary>
internal sealed class ConstantBlock : DeviceBlock
{
    public ConstantBlock(IDevice device, IDeviceStream stream, ReadOnlySpan<byte> values)
    {
        Buffer = device.Allocate(Math.Max(values.Length, 4));
        if (!values.IsEmpty)
            stream.Upload(values, Buffer, 0);
    }

    public override IDeviceBuffer Buffer { get; }

    public override void Dispose() => Buffer.Dispose();
}
