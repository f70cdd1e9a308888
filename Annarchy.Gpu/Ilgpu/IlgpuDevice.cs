using Annarchy.Gpu;
using Annarchy.Gpu.Ilgpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace Annarchy;

/// <summary>The processor reached through ILGPU, whose kernels are methods of .NET.</summary>
/// <remarks>A device is used by one thread at a time.</remarks>
public sealed class IlgpuDevice : IDevice
{
    /// <summary>Bytes buffers are rounded up to, so that they hold an element of any type.</summary>
    private const int Grain = sizeof(double);

    /// <summary>Threads a group can have; ILGPU makes those that are needed when there are more than 32.</summary>
    private const int ThreadsOfGroup = 64;

    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly Dictionary<string, IlgpuModule> _modules = new(StringComparer.Ordinal);
    private bool _disposed;

    private IlgpuDevice(Context context, Accelerator accelerator) => (_context, _accelerator) = (context, accelerator);

    /// <inheritdoc/>
    public string Name => _accelerator.Name;

    /// <inheritdoc/>
    public string Driver => $"ILGPU {typeof(Context).Assembly.GetName().Version?.ToString(3)}";

    /// <inheritdoc/>
    public DeviceLanguage Language => DeviceLanguage.Common;

    /// <inheritdoc/>
    public bool HasDouble => true;

    /// <inheritdoc/>
    public int GroupSize => ThreadsOfGroup;

    /// <inheritdoc/>
    public int Lanes => 1;

    /// <inheritdoc/>
    public int BusyGroups => _accelerator.NumMultiprocessors;

    /// <inheritdoc/>
    public long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Opens the processor.</summary>
    /// <param name="threads">Threads that run kernels; 0 for one per core.</param>
    public static IlgpuDevice Open(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var processor = new CPUDevice(ThreadsOfGroup, 1, threads == 0 ? Environment.ProcessorCount : threads);
        return IlgpuError.Try("open the processor", () =>
        {
            var context = Context.Create(builder => builder.CPU(processor).Optimize(OptimizationLevel.O0));
            return new IlgpuDevice(context, processor.CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel));
        });
    }

    /// <inheritdoc/>
    public IDeviceBuffer Allocate(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var rounded = (byteCount + Grain - 1) / Grain * Grain;
        return IlgpuError.Try($"allocate {byteCount} bytes on '{Name}'", () => new IlgpuBuffer(_accelerator.Allocate1D<byte>(rounded), byteCount));
    }

    /// <inheritdoc/>
    public IDeviceModule Compile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_modules.TryGetValue(source, out var module))
            _modules.Add(source, module = IlgpuError.Try($"compile kernels for '{Name}'", () => new IlgpuModule(_accelerator, source)));
        return module;
    }

    /// <inheritdoc/>
    public IDeviceStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return IlgpuError.Try($"create a queue of '{Name}'", () => new IlgpuStream(_accelerator.CreateStream()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _accelerator.Dispose();
        _context.Dispose();
        foreach (var module in _modules.Values)
            module.Free();
    }
}
