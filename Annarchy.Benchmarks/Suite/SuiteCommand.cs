using System.CommandLine;

namespace Annarchy.Benchmarks.Suite;

/// <summary><c>suite</c>: whole networks through the public interface, end to end.</summary>
internal static class SuiteCommand
{
    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "Names of networks, separated by commas or blanks; all if omitted.", AllowMultipleArgumentsPerToken = true };
        var precision = new Option<string>("--precision") { Description = "float (default) or double.", DefaultValueFactory = _ => "float" };
        precision.AcceptOnlyFromAmong("float", "double");
        var threads = new Option<int>("--threads") { Description = "Threads of the networks; 0 lets the library choose.", DefaultValueFactory = _ => 1 };
        var backend = new Option<string>("--backend") { Description = "emit (default) or interpret.", DefaultValueFactory = _ => "emit" };
        backend.AcceptOnlyFromAmong("emit", "interpret");
        var json = new Option<FileInfo?>("--json") { Description = "Where the table is written as JSON too." };
        var profile = new Option<bool>("--profile") { Description = "Prints the profile of each network." };
        var list = new Option<bool>("--list") { Description = "Names the networks and runs none." };
        var command = new Command("suite", "Whole networks end to end: construction, compilation and simulation apart.")
        {
            only, precision, threads, backend, json, profile, list,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(list))
                return List();
            var settings = new SuiteSettings(
                result.GetValue(precision) == "float" ? Precision.Single : Precision.Double,
                result.GetValue(threads),
                result.GetValue(backend) == "emit" ? KernelBackend.Emitted : KernelBackend.Interpreter);
            return Run(result.GetValue(only) ?? [], settings, result.GetValue(json), result.GetValue(profile));
        });
        return command;
    }

    private static int List()
    {
        foreach (var network in SuiteNetwork.All)
            Console.WriteLine($"{network.Name,-18} {network.Description}");
        return 0;
    }

    private static int Run(string[] only, SuiteSettings settings, FileInfo? json, bool printsProfiles)
    {
        string[] names = [.. only.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (names.FirstOrDefault(n => SuiteNetwork.All.All(d => d.Name != n)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no network '{unknown}'; --list names them.");
            return 2;
        }

        var report = new SuiteReport();
        SuiteReport.WriteHeader(Console.Out);
        foreach (var definition in SuiteNetwork.All.Where(d => names.Length == 0 || names.Contains(d.Name)))
        {
            if (definition.IsOfSinglePrecision && settings.Precision == Precision.Double)
            {
                Console.Error.WriteLine($"{definition.Name} is left out: it is of single precision only.");
                continue;
            }

            var measurement = new SuiteMeasurement(definition, settings);
            var result = measurement.Run();
            report.Add(result);
            SuiteReport.WriteRow(Console.Out, result);
            if (json is not null)
                report.WriteJson(json);
            if (definition.PublishedRates is { } published)
                SuiteReport.WriteRates(Console.Out, measurement.Rates, published);
            if (printsProfiles)
                Console.WriteLine($"\n{measurement.Profile}");
        }

        return 0;
    }
}
