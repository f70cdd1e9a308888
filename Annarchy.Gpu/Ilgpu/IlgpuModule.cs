using System.Reflection;
using System.Runtime.Loader;
using Annarchy.Gpu.Dialect;
using ILGPU;
using ILGPU.Runtime;

namespace Annarchy.Gpu.Ilgpu;

/// <summary>Kernels as methods that ILGPU has compiled.</summary>
internal sealed class IlgpuModule : IDeviceModule
{
    private readonly Accelerator _accelerator;
    private readonly AssemblyLoadContext _context = new("kernels", isCollectible: true);
    private readonly Dictionary<string, (Function Function, Kernel Kernel, Type Arguments)> _kernels = new(StringComparer.Ordinal);

    public IlgpuModule(Accelerator accelerator, string source)
    {
        _accelerator = accelerator;
        var functions = UnitParser.Parse(source);
        var kernels = functions.Where(f => f.IsKernel).ToList();
        var assembly = new KernelAssembly(functions, new IlgpuHost());
        IlgpuEntry.Write(assembly, kernels);
        var loaded = assembly.Load(_context);
        var entries = loaded.GetType("Entries", throwOnError: true)!;
        foreach (var kernel in kernels)
        {
            var arguments = loaded.GetType(IlgpuEntry.ArgumentsOf(kernel), throwOnError: true)!;
            _kernels.Add(kernel.Name, (kernel, accelerator.LoadKernel(entries.GetMethod(IlgpuEntry.NameOf(kernel))!), arguments));
        }
    }

    public IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments)
    {
        var (function, compiled, type) = _kernels[kernel];
        var values = Activator.CreateInstance(type)!;
        type.GetField(IlgpuEntry.Groups)!.SetValue(values, groups);
        type.GetField(IlgpuEntry.GroupSize)!.SetValue(values, groupSize);
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = function.Parameters[i];
            type.GetField(parameter.Name)!.SetValue(
                values, arguments[i].Buffer is IlgpuBuffer buffer ? buffer.ViewOf(parameter.Type) : arguments[i].Number);
        }

        // A thread does many items, unless items wait for each other.
        var config = new KernelConfig(Math.Min(groups, _accelerator.NumMultiprocessors), function.Meets ? groupSize : 1);
        return (IDeviceLaunch)Activator.CreateInstance(typeof(IlgpuLaunch<>).MakeGenericType(type), compiled, config, values)!;
    }

    public void Free() => _context.Unload();
}

/// <summary>A kernel with its arguments.</summary>
internal abstract class IlgpuLaunch : IDeviceLaunch
{
    public abstract void On(AcceleratorStream stream);

    public void Dispose()
    {
    }
}

/// <summary>A kernel with its arguments.</summary>
/// <typeparam name="TArguments">Their type.</typeparam>
internal sealed class IlgpuLaunch<TArguments>(Kernel kernel, KernelConfig config, TArguments arguments) : IlgpuLaunch
    where TArguments : struct
{
    private readonly Action<AcceleratorStream, KernelConfig, TArguments> _launch =
        kernel.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, TArguments>>();

    public override void On(AcceleratorStream stream) => _launch(stream, config, arguments);
}
