using System.Reflection;
using Xunit.Sdk;

namespace Annarchy.Tests.Devices;

/// <summary>Drivers that tests run on.</summary>
public enum Driver
{
    /// <summary>OpenCL, in whatever implementation is installed.</summary>
    OpenCl,

    /// <summary>CUDA, with a stand-in of NVIDIA's libraries that runs kernels on the processor.</summary>
    Cuda,

    /// <summary>Kernels as methods of .NET, one item after the other.</summary>
    Managed,

    /// <summary>The processor through ILGPU, in builds that have the driver.</summary>
    Ilgpu,
}

/// <summary>Opens the drivers of tests.</summary>
internal static class Drivers
{
    public static IDevice Open(Driver driver) => driver switch
    {
        Driver.Cuda => CudaOnProcessor.Open(),
        Driver.Managed => new ManagedDevice(),
        Driver.Ilgpu => DeviceDrivers.Open("ilgpu"),
        _ => OpenClDevice.Open(),
    };

    /// <summary>Why tests of a driver are skipped; null if they run.</summary>
    public static string? WhatIsMissing(Driver driver) => driver switch
    {
        Driver.Cuda => CudaOnProcessor.Missing,
        Driver.Managed => null,
        Driver.Ilgpu => IsBuilt("Annarchy.IlgpuDevice") ? null : "This build has no driver for ILGPU: build it with -p:UseIlgpu=true.",
        _ when OpenClDevice.IsAvailable => null,
        _ => "There is no OpenCL device: install ocl-icd-libopencl1 and pocl-opencl-icd, or the driver of a graphics card.",
    };

    private static bool IsBuilt(string type) => typeof(DeviceDrivers).Assembly.GetType(type) is not null;
}

/// <summary>Runs a theory on a driver, which is its first argument.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnAttribute : DataAttribute
{
    private readonly object[] _arguments;

    public OnAttribute(Driver driver, params object[] arguments)
    {
        _arguments = [driver, .. arguments];
        Skip = Drivers.WhatIsMissing(driver);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_arguments];
}

/// <summary>A test of what only one driver has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DriverFactAttribute : FactAttribute
{
    public DriverFactAttribute(Driver driver) => Skip = Drivers.WhatIsMissing(driver);
}

/// <summary>A theory of what only one driver has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DriverTheoryAttribute : TheoryAttribute
{
    public DriverTheoryAttribute(Driver driver) => Skip = Drivers.WhatIsMissing(driver);
}
