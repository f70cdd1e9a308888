namespace Annarchy.Gpu.OpenCl;

/// <summary>A queue of commands in order.</summary>
internal sealed unsafe class OpenClStream(nint queue) : IDeviceStream
{
    private const uint Waits = 1;

    private bool _disposed;

    public void Launch(IDeviceLaunch launch)
    {
        var kernel = (OpenClLaunch)launch;
        var (items, groupSize) = (kernel.Items, kernel.GroupSize);
        OpenClError.Check(OpenClLibrary.clEnqueueNDRangeKernel(queue, kernel.Kernel, 1, null, &items, &groupSize, 0, null, null), "launch a kernel");
    }

    public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset)
    {
        fixed (byte* first = source)
        {
            OpenClError.Check(
                OpenClLibrary.clEnqueueWriteBuffer(
                    queue, ((OpenClBuffer)destination).Handle, Waits, (nuint)offset, (nuint)source.Length, first, 0, null, null),
                "store memory on the device");
        }
    }

    public void Download(IDeviceBuffer source, long offset, Span<byte> destination)
    {
        fixed (byte* first = destination)
        {
            OpenClError.Check(
                OpenClLibrary.clEnqueueReadBuffer(
                    queue, ((OpenClBuffer)source).Handle, Waits, (nuint)offset, (nuint)destination.Length, first, 0, null, null),
                "fetch memory from the device");
        }
    }

    public void Submit() => OpenClError.Check(OpenClLibrary.clFlush(queue), "hand work to the device");

    public IDeviceEvent Record()
    {
        nint mark;
        OpenClError.Check(OpenClLibrary.clEnqueueMarkerWithWaitList(queue, 0, null, &mark), "mark a place in the queue");
        Submit();
        return new OpenClEvent(mark);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _ = OpenClLibrary.clFinish(queue);
        _ = OpenClLibrary.clReleaseCommandQueue(queue);
    }
}

/// <summary>A mark in a queue.</summary>
internal sealed unsafe class OpenClEvent(nint handle) : IDeviceEvent
{
    private bool _disposed;

    public void Wait()
    {
        var mark = handle;
        OpenClError.Check(OpenClLibrary.clWaitForEvents(1, &mark), "wait for the device");
    }

    public void Dispose()
    {
        if (!_disposed)
            _ = OpenClLibrary.clReleaseEvent(handle);
        _disposed = true;
    }
}
