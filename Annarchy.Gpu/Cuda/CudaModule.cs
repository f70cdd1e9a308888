using System.Text;

namespace Annarchy.Gpu.Cuda;

/// <summary>Compiled kernels, loaded by the driver.</summary>
internal sealed unsafe class CudaModule : IDeviceModule
{
    private readonly CudaContext _context;
    private readonly nint _module;

    private CudaModule(CudaContext context, nint module) => (_context, _module) = (context, module);

    /// <summary>Loads kernels on the device of a context.</summary>
    /// <param name="context">The device.</param>
    /// <param name="name">What the device is called.</param>
    /// <param name="image">Machine code or PTX.</param>
    public static CudaModule Load(CudaContext context, string name, byte[] image)
    {
        context.Enter();
        nint module;
        fixed (byte* first = image)
            context.Cuda.Check(context.Cuda.cuModuleLoadData(&module, first), $"load kernels on '{name}'");
        return new CudaModule(context, module);
    }

    public IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        _context.Enter();
        nint function;
        fixed (byte* name = Encoding.UTF8.GetBytes(kernel + "\0"))
            _context.Cuda.Check(_context.Cuda.cuModuleGetFunction(&function, _module, name), $"find the kernel '{kernel}'");
        return new CudaLaunch(function, (uint)groups, (uint)groupSize, arguments);
    }

    /// <summary>Unloads the kernels; the context is entered.</summary>
    public void Free() => _ = _context.Cuda.cuModuleUnload(_module);
}

/// <summary>Memory of a device.</summary>
internal sealed unsafe class CudaBuffer(CudaContext context, ulong address, long byteCount) : IDeviceBuffer
{
    public ulong Address { get; private set; } = address;

    public long ByteCount { get; } = byteCount;

    public void Dispose()
    {
        if (Address == 0)
            return;
        context.TryEnter();
        _ = context.Cuda.cuMemFree(Address);
        Address = 0;
    }
}

/// <summary>A kernel with its arguments: their values, and a table of where they are. It holds nothing but memory of the host.</summary>
internal sealed unsafe class CudaLaunch : IDeviceLaunch
{
    private readonly nint _function;
    private readonly uint _groups;
    private readonly uint _groupSize;
    private readonly ulong[] _values;
    private readonly nint[] _table;

    public CudaLaunch(nint function, uint groups, uint groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        (_function, _groups, _groupSize) = (function, groups, groupSize);
        _values = GC.AllocateArray<ulong>(arguments.Length, pinned: true);
        _table = GC.AllocateArray<nint>(arguments.Length, pinned: true);
        for (var i = 0; i < arguments.Length; i++)
        {
            _values[i] = arguments[i].Buffer is { } buffer ? ((CudaBuffer)buffer).Address : (uint)arguments[i].Number;
            _table[i] = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _values[i]);
        }
    }

    /// <summary>Adds the launch to a queue of the context that is entered; the driver copies the values.</summary>
    public void On(CudaLibrary cuda, nint stream)
    {
        fixed (nint* table = _table)
            cuda.Check(cuda.cuLaunchKernel(_function, _groups, 1, 1, _groupSize, 1, 1, 0, stream, (void**)table, null), "launch a kernel");
    }

    public void Dispose()
    {
    }
}
