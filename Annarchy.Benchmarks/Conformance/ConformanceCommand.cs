using System.CommandLine;
using System.Globalization;

namespace Annarchy.Conformance;

/// <summary><c>conformance &lt;folder&gt;</c>: runs every case of a folder, one line each.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of JSON cases." };
        var backend = new Option<string>("--backend") { Description = "interpret or emit; the default of the machine otherwise." };
        backend.AcceptOnlyFromAmong("interpret", "emit");
        var precision = new Option<string>("--precision") { Description = "double (default) or float.", DefaultValueFactory = _ => "double" };
        precision.AcceptOnlyFromAmong("double", "float");
        var threads = new Option<int>("--threads") { Description = "Threads of each network.", DefaultValueFactory = _ => 1 };
        var device = new Option<string>("--device") { Description = "opencl, cuda or ilgpu: run on the first such device; the processor otherwise." };
        device.AcceptOnlyFromAmong("opencl", "cuda", "ilgpu");
        var command = new Command("conformance", "Compare with what the reference simulator measured.") { folder, backend, precision, threads, device };
        command.SetAction(result => Run(
            result.GetRequiredValue(folder),
            result.GetValue(precision) == "float" ? Precision.Single : Precision.Double,
            result.GetValue(backend) switch { "interpret" => KernelBackend.Interpreter, "emit" => KernelBackend.Emitted, _ => KernelBackend.Default },
            result.GetValue(threads),
            result.GetValue(device)));
        return command;
    }

    private static int Run(DirectoryInfo folder, Precision precision, KernelBackend backend, int threads, string? deviceName)
    {
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"There is no folder '{folder.FullName}'.");
            return 2;
        }

        using var device = deviceName is null ? null : DeviceDrivers.Open(deviceName);
        if (device is not null)
            Console.WriteLine($"on {device.Name} ({device.Driver})");
        var (passed, failed) = (0, 0);
        foreach (var source in ConformanceCase.LoadFolder(folder.FullName))
        {
            var outcome = CaseRun.Execute(source, precision, backend, threads, device);
            var error = outcome.LargestError.ToString("0.0e+00", CultureInfo.InvariantCulture);
            Console.WriteLine($"{(outcome.Passed ? "pass" : "FAIL")} {outcome.Name,-40} {error} {outcome.Difference}".TrimEnd());
            if (outcome.Passed)
                passed++;
            else
                failed++;
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
