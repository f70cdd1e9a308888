using System.Text;

namespace Annarchy.Gpu.Cuda;

/// <summary>
/// Compiles kernels for an architecture: to machine code where the compiler knows the device, as a driver of the same major version takes it whatever is
/// newer; else for the latest one before it, which the driver completes.
/// </summary>
internal sealed unsafe class CudaCompiler
{
    private readonly NvrtcLibrary _nvrtc;
    private readonly string _device;
    private readonly int _architecture;
    private readonly bool _isReal;

    /// <param name="nvrtc">The library.</param>
    /// <param name="device">What the device is called.</param>
    /// <param name="architecture">Ten times its compute capability.</param>
    /// <exception cref="DeviceException">The compiler does not know the device, nor one before it.</exception>
    public CudaCompiler(NvrtcLibrary nvrtc, string device, int architecture)
    {
        (_nvrtc, _device) = (nvrtc, device);
        var known = Known();
        _architecture = known.Where(a => a <= architecture).DefaultIfEmpty().Max();
        _isReal = _architecture == architecture;
        if (_architecture == 0)
        {
            throw new DeviceException(
                DeviceFailure.NoCompiler,
                $"NVRTC has no kernels for '{device}' of compute capability {architecture / 10}.{architecture % 10}: it knows {string.Join(", ", known)}. "
                + "Install an older toolkit, or use OpenClDevice.");
        }
    }

    /// <summary>What the driver loads: machine code or PTX.</summary>
    /// <param name="source">CUDA C++.</param>
    /// <exception cref="DeviceException">The compiler refuses the text.</exception>
    public byte[] Compile(string source)
    {
        nint program;
        fixed (byte* text = Encoding.UTF8.GetBytes(source + "\0"), name = "annarchy.cu\0"u8)
            Check(_nvrtc.nvrtcCreateProgram(&program, text, name, 0, null, null));
        try
        {
            fixed (byte* option = Encoding.UTF8.GetBytes($"--gpu-architecture={(_isReal ? "sm" : "compute")}_{_architecture}\0"))
            {
                var options = option;
                Check(_nvrtc.nvrtcCompileProgram(program, 1, &options), program);
            }

            nuint size;
            Check(_isReal ? _nvrtc.nvrtcGetCUBINSize(program, &size) : _nvrtc.nvrtcGetPTXSize(program, &size));
            var image = new byte[size];
            fixed (byte* first = image)
                Check(_isReal ? _nvrtc.nvrtcGetCUBIN(program, first) : _nvrtc.nvrtcGetPTX(program, first));
            return image;
        }
        finally
        {
            _ = _nvrtc.nvrtcDestroyProgram(&program);
        }
    }

    private int[] Known()
    {
        int count;
        Check(_nvrtc.nvrtcGetNumSupportedArchs(&count));
        var known = new int[count];
        fixed (int* first = known)
            Check(_nvrtc.nvrtcGetSupportedArchs(first));
        return known;
    }

    private void Check(int code, nint program = 0)
    {
        if (code != 0)
            throw new DeviceException(DeviceFailure.NoCompiler, $"NVRTC cannot compile kernels for '{_device}' (code {code}).{Log(program)}");
    }

    private string Log(nint program)
    {
        nuint size;
        if (program == 0 || _nvrtc.nvrtcGetProgramLogSize(program, &size) != 0)
            return string.Empty;
        var bytes = new byte[size];
        fixed (byte* first = bytes)
            _ = _nvrtc.nvrtcGetProgramLog(program, first);
        return "\n" + Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}
