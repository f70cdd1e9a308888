using Annarchy.Conformance;

namespace Annarchy.Tests.Devices;

/// <summary>Every case of the conformance folder on a device.</summary>
public abstract class DeviceConformanceTests(Driver driver) : IDisposable
{
    private readonly IDevice _device = Drivers.Open(driver);

    private static string Folder =>
        Environment.GetEnvironmentVariable("ANNARCHY_CONFORMANCE") ?? Path.Combine(AppContext.BaseDirectory, "Conformance", "cases");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    public static TheoryData<string> InSinglePrecision() => ["coba-small", "rate-delay-nonuniform", "stdp-online-event-driven"];

    public void Dispose()
    {
        _device.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void AssertAgrees(string name, Precision precision)
    {
        var outcome = CaseRun.Execute(ConformanceCase.Load(Path.Combine(Folder, name + ".json")), precision, KernelBackend.Default, device: _device);
        if (KnownGaps.Reasons.TryGetValue(name, out var reason))
            Assert.False(outcome.Passed, $"{name} passes now: take it off the list ({reason}).");
        else
            Assert.True(outcome.Passed, outcome.Difference);
    }
}

/// <summary>Every case through OpenCL.</summary>
public sealed class OpenClConformanceTests() : DeviceConformanceTests(Driver.OpenCl)
{
    [DriverTheory(Driver.OpenCl)]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name) => AssertAgrees(name, Precision.Double);

    [DriverTheory(Driver.OpenCl)]
    [MemberData(nameof(InSinglePrecision))]
    public void Agrees_in_single_precision(string name) => AssertAgrees(name, Precision.Single);
}

/// <summary>Every case through CUDA.</summary>
public sealed class CudaConformanceTests() : DeviceConformanceTests(Driver.Cuda)
{
    [DriverTheory(Driver.Cuda)]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name) => AssertAgrees(name, Precision.Double);

    [DriverTheory(Driver.Cuda)]
    [MemberData(nameof(InSinglePrecision))]
    public void Agrees_in_single_precision(string name) => AssertAgrees(name, Precision.Single);
}

/// <summary>Every case with kernels that are methods of .NET.</summary>
public sealed class ManagedConformanceTests() : DeviceConformanceTests(Driver.Managed)
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name) => AssertAgrees(name, Precision.Double);

    [Theory]
    [MemberData(nameof(InSinglePrecision))]
    public void Agrees_in_single_precision(string name) => AssertAgrees(name, Precision.Single);
}

/// <summary>Every case through ILGPU.</summary>
public sealed class IlgpuConformanceTests() : DeviceConformanceTests(Driver.Ilgpu)
{
    [DriverTheory(Driver.Ilgpu)]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name) => AssertAgrees(name, Precision.Double);

    [DriverTheory(Driver.Ilgpu)]
    [MemberData(nameof(InSinglePrecision))]
    public void Agrees_in_single_precision(string name) => AssertAgrees(name, Precision.Single);
}
