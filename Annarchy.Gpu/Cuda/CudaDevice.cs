using System.Text;
using Annarchy.Gpu.Cuda;

namespace Annarchy;

/// <summary>A graphics card of NVIDIA, reached through the CUDA driver. Kernels are compiled by NVRTC, a library of the CUDA toolkit.</summary>
/// <remarks>
/// The launches of a step are recorded as a CUDA graph the second time they come, so that a step costs one call. A device is used by one thread at
/// a time.
/// </remarks>
public sealed unsafe class CudaDevice : IDevice
{
    private const int Multiprocessors = 16;
    private const int ComputeMajor = 75;
    private const int ComputeMinor = 76;

    private readonly int _device;
    private readonly nint _context;
    private readonly string _architecture;
    private readonly Dictionary<string, CudaModule> _modules = new(StringComparer.Ordinal);
    private bool _disposed;

    private CudaDevice(int device)
    {
        _device = device;
        var name = stackalloc byte[256];
        CudaError.Check(CudaLibrary.cuDeviceGetName(name, 256, device), "describe a device");
        Name = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        int version;
        CudaError.Check(CudaLibrary.cuDriverGetVersion(&version), "ask for the version of the driver");
        var (major, minor) = (Attribute(ComputeMajor), Attribute(ComputeMinor));
        Driver = $"CUDA {version / 1000}.{version % 1000 / 10}, compute capability {major}.{minor}";
        _architecture = $"--gpu-architecture=compute_{major}{minor}";
        nuint bytes;
        CudaError.Check(CudaLibrary.cuDeviceTotalMem(&bytes, device), "ask for the memory of the device");
        MemoryBytes = (long)bytes;
        BusyGroups = Attribute(Multiprocessors);
        nint context;
        CudaError.Check(CudaLibrary.cuDevicePrimaryCtxRetain(&context, device), $"open '{Name}'");
        _context = context;
    }

    /// <summary>Whether the driver, the compiler and a device are there.</summary>
    public static bool IsAvailable
    {
        get
        {
            int count;
            return CudaLibrary.IsInstalled && NvrtcLibrary.IsInstalled
                && CudaLibrary.cuInit(0) == 0 && CudaLibrary.cuDeviceGetCount(&count) == 0 && count > 0;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Driver { get; }

    /// <inheritdoc/>
    public DeviceLanguage Language => DeviceLanguage.Cuda;

    /// <inheritdoc/>
    public bool HasDouble => true;

    /// <inheritdoc/>
    public int GroupSize => 128;

    /// <inheritdoc/>
    public int Lanes => 32;

    /// <inheritdoc/>
    public int BusyGroups { get; }

    /// <inheritdoc/>
    public long MemoryBytes { get; }

    /// <summary>Opens a device.</summary>
    /// <param name="index">Its number, as CUDA counts.</param>
    /// <exception cref="DeviceException">The driver or the compiler is not installed, or there is no such device.</exception>
    public static CudaDevice Open(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!CudaLibrary.IsInstalled)
        {
            throw new DeviceException(
                DeviceFailure.NoDriver,
                "The CUDA driver is not installed: install the driver of the graphics card from nvidia.com or the distribution, or use OpenClDevice, "
                + "or create the network without a device.");
        }

        if (!NvrtcLibrary.IsInstalled)
        {
            throw new DeviceException(
                DeviceFailure.NoCompiler,
                "The run-time compiler of CUDA (libnvrtc, nvrtc64) is not installed: install the CUDA toolkit, or its package cuda-nvrtc, and set CUDA_PATH "
                + "if it is in an unusual place; or use OpenClDevice, which needs no toolkit.");
        }

        CudaError.Check(CudaLibrary.cuInit(0), "start");
        int count;
        CudaError.Check(CudaLibrary.cuDeviceGetCount(&count), "count the devices");
        if (index >= count)
            throw new DeviceException(DeviceFailure.NoDevice, $"There is no CUDA device {index}; there are {count}.");
        int device;
        CudaError.Check(CudaLibrary.cuDeviceGet(&device, index), "open a device");
        return new CudaDevice(device);
    }

    /// <inheritdoc/>
    public IDeviceBuffer Allocate(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        Enter();
        ulong address;
        CudaError.Check(CudaLibrary.cuMemAlloc(&address, (nuint)byteCount), $"allocate {byteCount} bytes on '{Name}'");
        return new CudaBuffer(_context, address, byteCount);
    }

    /// <inheritdoc/>
    public IDeviceModule Compile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Enter();
        if (!_modules.TryGetValue(source, out var module))
            _modules.Add(source, module = CudaModule.Compile(_context, _architecture, Name, source));
        return module;
    }

    /// <inheritdoc/>
    public IDeviceStream CreateStream()
    {
        Enter();
        return new CudaStream(_context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        Enter();
        _disposed = true;
        foreach (var module in _modules.Values)
            module.Free();
        _ = CudaLibrary.cuDevicePrimaryCtxRelease(_device);
    }

    /// <summary>Makes the device the one that calls of this thread are for.</summary>
    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CudaError.Check(CudaLibrary.cuCtxSetCurrent(_context), $"turn to '{Name}'");
    }

    private int Attribute(int attribute)
    {
        int value;
        CudaError.Check(CudaLibrary.cuDeviceGetAttribute(&value, attribute, _device), "describe a device");
        return value;
    }
}
