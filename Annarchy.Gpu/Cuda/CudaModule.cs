using System.Runtime.InteropServices;
using System.Text;

namespace Annarchy.Gpu.Cuda;

/// <summary>Kernels compiled to PTX and loaded by the driver.</summary>
internal sealed unsafe class CudaModule : IDeviceModule
{
    private readonly nint _module;

    private CudaModule(nint module) => _module = module;

    public static CudaModule Compile(nint context, string architecture, string name, string source)
    {
        var text = Encoding.UTF8.GetBytes(source + "\0");
        nint program;
        fixed (byte* first = text)
            Check(NvrtcLibrary.nvrtcCreateProgram(&program, first, "annarchy.cu", 0, null, null), name, string.Empty);
        try
        {
            fixed (byte* option = Encoding.UTF8.GetBytes(architecture + "\0"))
            {
                var options = option;
                var code = NvrtcLibrary.nvrtcCompileProgram(program, 1, &options);
                Check(code, name, code == 0 ? string.Empty : Log(program));
            }

            nuint size;
            Check(NvrtcLibrary.nvrtcGetPTXSize(program, &size), name, string.Empty);
            var ptx = new byte[size];
            fixed (byte* first = ptx)
            {
                Check(NvrtcLibrary.nvrtcGetPTX(program, first), name, string.Empty);
                CudaError.Check(CudaLibrary.cuCtxSetCurrent(context), $"turn to '{name}'");
                nint module;
                CudaError.Check(CudaLibrary.cuModuleLoadData(&module, first), $"load kernels on '{name}'");
                return new CudaModule(module);
            }
        }
        finally
        {
            _ = NvrtcLibrary.nvrtcDestroyProgram(&program);
        }
    }

    public IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        nint function;
        CudaError.Check(CudaLibrary.cuModuleGetFunction(&function, _module, kernel), $"find the kernel '{kernel}'");
        return new CudaLaunch(function, (uint)groups, (uint)groupSize, arguments);
    }

    public void Free() => _ = CudaLibrary.cuModuleUnload(_module);

    private static void Check(int code, string name, string log)
    {
        if (code != 0)
            throw new DeviceException(DeviceFailure.NoCompiler, $"NVRTC cannot compile kernels for '{name}' (code {code}).\n{log}");
    }

    private static string Log(nint program)
    {
        nuint size;
        if (NvrtcLibrary.nvrtcGetProgramLogSize(program, &size) != 0)
            return string.Empty;
        var bytes = new byte[size];
        fixed (byte* first = bytes)
            _ = NvrtcLibrary.nvrtcGetProgramLog(program, first);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}

/// <summary>Memory of a device.</summary>
internal sealed class CudaBuffer(nint context, ulong address, long byteCount) : IDeviceBuffer
{
    public ulong Address { get; private set; } = address;

    public long ByteCount { get; } = byteCount;

    public void Dispose()
    {
        if (Address == 0)
            return;
        _ = CudaLibrary.cuCtxSetCurrent(context);
        _ = CudaLibrary.cuMemFree(Address);
        Address = 0;
    }
}

/// <summary>A kernel with its arguments: their values, and a table of where they are.</summary>
internal sealed unsafe class CudaLaunch : IDeviceLaunch
{
    private readonly nint _function;
    private readonly uint _groups;
    private readonly uint _groupSize;
    private ulong* _values;

    public CudaLaunch(nint function, uint groups, uint groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        (_function, _groups, _groupSize) = (function, groups, groupSize);
        var count = Math.Max(arguments.Length, 1);
        _values = (ulong*)NativeMemory.AllocZeroed((nuint)count, sizeof(ulong) + (nuint)sizeof(void*));
        Table = (void**)(_values + count);
        for (var i = 0; i < arguments.Length; i++)
        {
            _values[i] = arguments[i].Buffer is { } buffer ? ((CudaBuffer)buffer).Address : (uint)arguments[i].Number;
            Table[i] = _values + i;
        }
    }

    private void** Table { get; }

    public void On(nint stream)
    {
        ObjectDisposedException.ThrowIf(_values is null, this);
        CudaError.Check(CudaLibrary.cuLaunchKernel(_function, _groups, 1, 1, _groupSize, 1, 1, 0, stream, Table, null), "launch a kernel");
    }

    public void Dispose()
    {
        NativeMemory.Free(_values);
        _values = null;
    }
}
