using System.Text;
using Annarchy.Gpu.OpenCl;

namespace Annarchy;

/// <summary>A device reached through OpenCL 1.2 or later: graphics cards of any maker, and processors through PoCL.</summary>
/// <remarks>
/// The loader of OpenCL (<c>libOpenCL.so.1</c>, <c>OpenCL.dll</c>) comes with drivers of graphics cards; on Debian and Ubuntu it is the package
/// <c>ocl-icd-libopencl1</c>, and <c>pocl-opencl-icd</c> is a driver for processors. A device is used by one thread at a time.
/// </remarks>
public sealed unsafe class OpenClDevice : IDevice
{
    private readonly nint _device;
    private readonly nint _context;
    private readonly Dictionary<string, OpenClModule> _modules = new(StringComparer.Ordinal);
    private bool _disposed;

    private OpenClDevice(nint device)
    {
        _device = device;
        Name = Text(OpenClInfo.DeviceName);
        Driver = $"{Text(OpenClInfo.DeviceVersion)}, driver {Text(OpenClInfo.DriverVersion)}";
        IsProcessor = (Number<ulong>(OpenClInfo.DeviceType) & OpenClInfo.Processor) != 0;
        HasDouble = Number<ulong>(OpenClInfo.DoubleConfiguration) != 0;
        MemoryBytes = (long)Number<ulong>(OpenClInfo.GlobalMemory);
        var most = (int)Number<nuint>(OpenClInfo.MaximalGroupSize);
        GroupSize = Math.Min(IsProcessor ? 64 : 128, most);
        Lanes = IsProcessor ? 1 : Math.Min(32, most);
        BusyGroups = (int)Number<uint>(OpenClInfo.ComputeUnits);
        int error;
        _context = OpenClLibrary.clCreateContext(null, 1, &device, 0, 0, &error);
        OpenClError.Check(error, $"open '{Name}'");
    }

    /// <summary>Whether the loader is installed and knows a device.</summary>
    public static bool IsAvailable => OpenClLibrary.IsInstalled && Find().Count > 0;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Driver { get; }

    /// <summary>Whether it is a processor rather than a graphics card.</summary>
    public bool IsProcessor { get; }

    /// <inheritdoc/>
    public DeviceLanguage Language => DeviceLanguage.OpenCl;

    /// <inheritdoc/>
    public bool HasDouble { get; }

    /// <inheritdoc/>
    public int GroupSize { get; }

    /// <inheritdoc/>
    public int Lanes { get; init; }

    /// <inheritdoc/>
    public int BusyGroups { get; }

    /// <inheritdoc/>
    public long MemoryBytes { get; }

    /// <summary>The names of the devices there are, graphics cards first; empty where nothing is installed.</summary>
    public static IReadOnlyList<string> List()
    {
        if (!OpenClLibrary.IsInstalled)
            return [];
        return [.. Find().Select(d => Text(d, OpenClInfo.DeviceName))];
    }

    /// <summary>Opens a device.</summary>
    /// <param name="index">Its place in <see cref="List"/>.</param>
    /// <exception cref="DeviceException">The loader is not installed, or there is no such device.</exception>
    public static OpenClDevice Open(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!OpenClLibrary.IsInstalled)
        {
            throw new DeviceException(
                DeviceFailure.NoDriver,
                "The loader of OpenCL is not installed: install the driver of the graphics card, or on Debian and Ubuntu the packages "
                + "ocl-icd-libopencl1 and pocl-opencl-icd to use the processor; or create the network without a device.");
        }

        var devices = Find();
        if (devices.Count == 0)
            throw OpenClError.Of(OpenClError.NotFound, "open a device");
        if (index >= devices.Count)
            throw new DeviceException(DeviceFailure.NoDevice, $"There is no OpenCL device {index}; there are {devices.Count}: {string.Join(", ", List())}.");
        return new OpenClDevice(devices[index]);
    }

    /// <inheritdoc/>
    public IDeviceBuffer Allocate(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        ObjectDisposedException.ThrowIf(_disposed, this);
        int error;
        var memory = OpenClLibrary.clCreateBuffer(_context, OpenClInfo.ReadWrite, (nuint)byteCount, null, &error);
        OpenClError.Check(error, $"allocate {byteCount} bytes on '{Name}'");
        return new OpenClBuffer(memory, byteCount);
    }

    /// <inheritdoc/>
    public IDeviceModule Compile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_modules.TryGetValue(source, out var module))
            _modules.Add(source, module = OpenClModule.Compile(_context, _device, Name, source));
        return module;
    }

    /// <inheritdoc/>
    public IDeviceStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int error;
        var queue = OpenClLibrary.clCreateCommandQueue(_context, _device, 0, &error);
        OpenClError.Check(error, $"create a queue of '{Name}'");
        return new OpenClStream(queue);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var module in _modules.Values)
            module.Free();
        _ = OpenClLibrary.clReleaseContext(_context);
    }

    /// <summary>All devices of all platforms, graphics cards first.</summary>
    private static List<nint> Find()
    {
        uint count;
        if (OpenClLibrary.clGetPlatformIDs(0, null, &count) != 0 || count == 0)
            return [];
        var platforms = new nint[count];
        fixed (nint* first = platforms)
            OpenClError.Check(OpenClLibrary.clGetPlatformIDs(count, first, null), "list the platforms");
        var found = new List<nint>();
        foreach (var platform in platforms)
        {
            if (OpenClLibrary.clGetDeviceIDs(platform, OpenClInfo.AllDevices, 0, null, &count) != 0 || count == 0)
                continue;
            var devices = new nint[count];
            fixed (nint* first = devices)
                OpenClError.Check(OpenClLibrary.clGetDeviceIDs(platform, OpenClInfo.AllDevices, count, first, null), "list the devices");
            found.AddRange(devices);
        }

        return [.. found.OrderBy(d => (Number<ulong>(d, OpenClInfo.DeviceType) & OpenClInfo.Processor) != 0)];
    }

    private string Text(uint name) => Text(_device, name);

    private T Number<T>(uint name)
        where T : unmanaged => Number<T>(_device, name);

    private static string Text(nint device, uint name)
    {
        nuint length;
        OpenClError.Check(OpenClLibrary.clGetDeviceInfo(device, name, 0, null, &length), "describe a device");
        var bytes = new byte[length];
        fixed (byte* first = bytes)
            OpenClError.Check(OpenClLibrary.clGetDeviceInfo(device, name, length, first, null), "describe a device");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
    }

    /// <summary>A property; 0 where the device does not know it.</summary>
    private static T Number<T>(nint device, uint name)
        where T : unmanaged
    {
        T value = default;
        return OpenClLibrary.clGetDeviceInfo(device, name, (nuint)sizeof(T), &value, null) == 0 ? value : default;
    }
}
