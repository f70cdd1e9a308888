using Annarchy.Conformance;

namespace Annarchy.Tests.Devices;

/// <summary>Every case of the conformance folder on a device.</summary>
public sealed class DeviceConformanceTests : IDisposable
{
    private readonly OpenClDevice _device = OpenClDevice.Open();

    private static string Folder =>
        Environment.GetEnvironmentVariable("ANNARCHY_CONFORMANCE") ?? Path.Combine(AppContext.BaseDirectory, "Conformance", "cases");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [DeviceTheory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name)
    {
        var outcome = CaseRun.Execute(ConformanceCase.Load(Path.Combine(Folder, name + ".json")), Precision.Double, KernelBackend.Default, device: _device);
        if (KnownGaps.Reasons.TryGetValue(name, out var reason))
            Assert.False(outcome.Passed, $"{name} passes now: take it off the list ({reason}).");
        else
            Assert.True(outcome.Passed, outcome.Difference);
    }

    [DeviceTheory]
    [InlineData("coba-small")]
    [InlineData("rate-delay-nonuniform")]
    [InlineData("stdp-online-event-driven")]
    public void Agrees_in_single_precision(string name)
    {
        var outcome = CaseRun.Execute(ConformanceCase.Load(Path.Combine(Folder, name + ".json")), Precision.Single, KernelBackend.Default, device: _device);
        Assert.True(outcome.Passed, outcome.Difference);
    }

    public void Dispose() => _device.Dispose();
}
