using Annarchy.Conformance;

namespace Annarchy.Tests.Conformance;

/// <summary>Every case of the folder, on both backends and in both precisions.</summary>
public class ConformanceTests
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("ANNARCHY_CONFORMANCE") ?? Path.Combine(AppContext.BaseDirectory, "Conformance", "cases");

    public static TheoryData<string, KernelBackend, Precision> Cases()
    {
        var cases = new TheoryData<string, KernelBackend, Precision>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var backend in new[] { KernelBackend.Interpreter, KernelBackend.Emitted })
            {
                cases.Add(Path.GetFileNameWithoutExtension(path), backend, Precision.Double);
                cases.Add(Path.GetFileNameWithoutExtension(path), backend, Precision.Single);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name, KernelBackend backend, Precision precision)
    {
        var outcome = CaseRun.Execute(ConformanceCase.Load(Path.Combine(Folder, name + ".json")), precision, backend);
        if (KnownGaps.Reasons.TryGetValue(name, out var reason))
            Assert.False(outcome.Passed, $"{name} passes now: take it off the list ({reason}).");
        else
            Assert.True(outcome.Passed, outcome.Difference);
    }

    [Theory]
    [InlineData("coba-small")]
    [InlineData("rate-sum")]
    [InlineData("builtin-Izhikevich")]
    public void Agrees_on_two_threads(string name)
    {
        var outcome = CaseRun.Execute(ConformanceCase.Load(Path.Combine(Folder, name + ".json")), Precision.Double, KernelBackend.Default, threads: 2);
        Assert.True(outcome.Passed, outcome.Difference);
    }
}
