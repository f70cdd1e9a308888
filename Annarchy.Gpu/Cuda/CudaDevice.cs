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

    /// <summary>CUDA 11.4, which has what graphs need.</summary>
    private const int LeastVersion = 11040;

    private readonly CudaLibrary _cuda;
    private readonly CudaContext _context;
    private readonly CudaCompiler _compiler;
    private readonly int _device;
    private readonly Dictionary<string, CudaModule> _modules = new(StringComparer.Ordinal);
    private bool _disposed;

    private CudaDevice(CudaLibrary cuda, NvrtcLibrary nvrtc, int device)
    {
        (_cuda, _device) = (cuda, device);
        var name = stackalloc byte[256];
        _cuda.Check(_cuda.cuDeviceGetName(name, 256, device), "describe a device");
        Name = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        int version;
        _cuda.Check(_cuda.cuDriverGetVersion(&version), "ask for the version of the driver");
        if (version < LeastVersion)
            throw new DeviceException(DeviceFailure.NoDriver, $"The driver of '{Name}' knows CUDA {Text(version)}: install one of CUDA {Text(LeastVersion)} or later.");
        var (major, minor) = (Attribute(ComputeMajor), Attribute(ComputeMinor));
        Driver = $"CUDA {Text(version)}, compute capability {major}.{minor}";
        _compiler = new CudaCompiler(nvrtc, Name, (10 * major) + minor);
        nuint bytes;
        _cuda.Check(_cuda.cuDeviceTotalMem(&bytes, device), "ask for the memory of the device");
        MemoryBytes = (long)bytes;
        BusyGroups = Attribute(Multiprocessors);
        nint context;
        _cuda.Check(_cuda.cuDevicePrimaryCtxRetain(&context, device), $"open '{Name}'");
        _context = new CudaContext(_cuda, context);

        static string Text(int version) => $"{version / 1000}.{version % 1000 / 10}";
    }

    /// <summary>Whether the driver, the compiler and a device are there.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return NvrtcLibrary.Load(NvrtcLibrary.Names) is not null && CudaLibrary.Load(CudaLibrary.Names) is { } cuda && Count(cuda) > 0;
            }
            catch (DeviceException)
            {
                return false;
            }
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
    public static CudaDevice Open(int index = 0) => Open(CudaLibrary.Names, NvrtcLibrary.Names, index);

    /// <summary>Opens a device of the first driver among some, with the first compiler.</summary>
    internal static CudaDevice Open(IEnumerable<string> drivers, IEnumerable<string> compilers, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var cuda = CudaLibrary.Load(drivers) ?? throw new DeviceException(
            DeviceFailure.NoDriver,
            "The CUDA driver is not installed: install the driver of the graphics card from nvidia.com or the distribution, or use OpenClDevice, "
            + "or create the network without a device.");
        var nvrtc = NvrtcLibrary.Load(compilers) ?? throw new DeviceException(
            DeviceFailure.NoCompiler,
            "The run-time compiler of CUDA (libnvrtc, nvrtc64) is not installed: install the CUDA toolkit, or its package cuda-nvrtc, and set CUDA_PATH "
            + "if it is in an unusual place; or use OpenClDevice, which needs no toolkit.");
        var count = Count(cuda);
        if (index >= count)
            throw new DeviceException(DeviceFailure.NoDevice, $"There is no CUDA device {index}; there are {count}.");
        int device;
        cuda.Check(cuda.cuDeviceGet(&device, index), "open a device");
        return new CudaDevice(cuda, nvrtc, device);
    }

    /// <inheritdoc/>
    public IDeviceBuffer Allocate(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        Enter();
        ulong address;
        _cuda.Check(_cuda.cuMemAlloc(&address, (nuint)byteCount), $"allocate {byteCount} bytes on '{Name}'");
        return new CudaBuffer(_context, address, byteCount);
    }

    /// <inheritdoc/>
    public IDeviceModule Compile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Enter();
        if (!_modules.TryGetValue(source, out var module))
            _modules.Add(source, module = CudaModule.Load(_context, Name, _compiler.Compile(source)));
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
        _disposed = true;
        _context.TryEnter();
        foreach (var module in _modules.Values)
            module.Free();
        _ = _cuda.cuDevicePrimaryCtxRelease(_device);
    }

    private static int Count(CudaLibrary cuda)
    {
        cuda.Check(cuda.cuInit(0), "start");
        int count;
        cuda.Check(cuda.cuDeviceGetCount(&count), "count the devices");
        return count;
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _context.Enter();
    }

    private int Attribute(int attribute)
    {
        int value;
        _cuda.Check(_cuda.cuDeviceGetAttribute(&value, attribute, _device), "describe a device");
        return value;
    }
}
