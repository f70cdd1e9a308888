using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Gpu.Dialect;
using ILGPU;
using ILGPU.Runtime;

namespace Annarchy.Gpu.Ilgpu;

/// <summary>A queue of work; on a processor it is done at once.</summary>
internal sealed class IlgpuStream(AcceleratorStream stream) : IDeviceStream
{
    public void Launch(IDeviceLaunch launch)
    {
        try
        {
            ((IlgpuLaunch)launch).On(stream);
        }
        catch (Exception exception)
        {
            throw IlgpuError.Of(exception, "launch a kernel");
        }
    }

    public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset)
    {
        try
        {
            ((IlgpuBuffer)destination).At(offset, source.Length)
                .CopyFromCPU(stream, ref Unsafe.AsRef(in MemoryMarshal.GetReference(source)), source.Length);
        }
        catch (Exception exception)
        {
            throw IlgpuError.Of(exception, "store memory on the device");
        }
    }

    public void Download(IDeviceBuffer source, long offset, Span<byte> destination)
    {
        try
        {
            ((IlgpuBuffer)source).At(offset, destination.Length).CopyToCPU(stream, ref MemoryMarshal.GetReference(destination), destination.Length);
        }
        catch (Exception exception)
        {
            throw IlgpuError.Of(exception, "fetch memory from the device");
        }
    }

    public void Submit()
    {
    }

    public IDeviceEvent Record() => new IlgpuEvent(stream);

    public void Dispose() => stream.Dispose();
}

/// <summary>A mark in a queue. ILGPU waits for all of a queue, so it does for what came after the mark too.</summary>
internal sealed class IlgpuEvent(AcceleratorStream stream) : IDeviceEvent
{
    public void Wait()
    {
        try
        {
            stream.Synchronize();
        }
        catch (Exception exception)
        {
            throw IlgpuError.Of(exception, "wait for the device");
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Memory of a device.</summary>
internal sealed class IlgpuBuffer(MemoryBuffer1D<byte, Stride1D.Dense> memory, long byteCount) : IDeviceBuffer
{
    public long ByteCount { get; } = byteCount;

    /// <summary>Some of its bytes.</summary>
    public ArrayView<byte> At(long offset, long length) => memory.View.SubView(offset, length).BaseView;

    /// <summary>All of it as numbers of a type.</summary>
    public object ViewOf(NumberType type) => type switch
    {
        NumberType.U16 => View<ushort>(),
        NumberType.I32 => View<int>(),
        NumberType.U32 => View<uint>(),
        NumberType.I64 => View<long>(),
        NumberType.U64 => View<ulong>(),
        NumberType.Single => View<float>(),
        _ => View<double>(),
    };

    public void Dispose() => memory.Dispose();

    private ArrayView<T> View<T>()
        where T : unmanaged => memory.View.Cast<byte, T>().BaseView;
}
