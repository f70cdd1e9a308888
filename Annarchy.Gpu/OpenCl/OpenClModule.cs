using System.Text;

namespace Annarchy.Gpu.OpenCl;

/// <summary>A program built for a device.</summary>
internal sealed unsafe class OpenClModule : IDeviceModule
{
    private readonly nint _program;

    private OpenClModule(nint program) => _program = program;

    public static OpenClModule Compile(nint context, nint device, string name, string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        int error;
        nint program;
        fixed (byte* text = bytes)
        {
            var length = (nuint)bytes.Length;
            var first = text;
            program = OpenClLibrary.clCreateProgramWithSource(context, 1, &first, &length, &error);
        }

        OpenClError.Check(error, $"take kernels for '{name}'");

        // Correctly rounded divisions and roots keep random numbers the same as those of the host; single precision has no use for wider constants.
        var options = source.Contains("#define DOUBLE 1", StringComparison.Ordinal) ? "\0"u8 : "-cl-fp32-correctly-rounded-divide-sqrt\0"u8;
        fixed (byte* option = options)
            error = OpenClLibrary.clBuildProgram(program, 1, &device, option, 0, 0);
        if (error == 0)
            return new OpenClModule(program);
        var failure = OpenClError.Of(error, $"compile kernels for '{name}'");
        var log = Log(program, device);
        _ = OpenClLibrary.clReleaseProgram(program);
        throw new DeviceException(failure.Failure, $"{failure.Message}\n{log}", failure);
    }

    public IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        int error;
        var handle = OpenClLibrary.clCreateKernel(_program, kernel, &error);
        OpenClError.Check(error, $"find the kernel '{kernel}'");
        var launch = new OpenClLaunch(handle, (nuint)groups * (nuint)groupSize, (nuint)groupSize);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Buffer is { } buffer)
            {
                var memory = ((OpenClBuffer)buffer).Handle;
                error = OpenClLibrary.clSetKernelArg(handle, (uint)i, (nuint)sizeof(nint), &memory);
            }
            else
            {
                var number = arguments[i].Number;
                error = OpenClLibrary.clSetKernelArg(handle, (uint)i, sizeof(int), &number);
            }

            OpenClError.Check(error, $"set argument {i} of the kernel '{kernel}'");
        }

        return launch;
    }

    public void Free() => _ = OpenClLibrary.clReleaseProgram(_program);

    private static string Log(nint program, nint device)
    {
        nuint length;
        if (OpenClLibrary.clGetProgramBuildInfo(program, device, OpenClInfo.BuildLog, 0, null, &length) != 0)
            return string.Empty;
        var bytes = new byte[length];
        fixed (byte* first = bytes)
            _ = OpenClLibrary.clGetProgramBuildInfo(program, device, OpenClInfo.BuildLog, length, first, null);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}

/// <summary>Memory of a device.</summary>
internal sealed class OpenClBuffer(nint handle, long byteCount) : IDeviceBuffer
{
    public nint Handle { get; private set; } = handle;

    public long ByteCount { get; } = byteCount;

    public void Dispose()
    {
        if (Handle != 0)
            _ = OpenClLibrary.clReleaseMemObject(Handle);
        Handle = 0;
    }
}

/// <summary>A kernel with its arguments.</summary>
internal sealed class OpenClLaunch(nint kernel, nuint items, nuint groupSize) : IDeviceLaunch
{
    public nint Kernel { get; private set; } = kernel;

    public nuint Items { get; } = items;

    public nuint GroupSize { get; } = groupSize;

    public void Dispose()
    {
        if (Kernel != 0)
            _ = OpenClLibrary.clReleaseKernel(Kernel);
        Kernel = 0;
    }
}
