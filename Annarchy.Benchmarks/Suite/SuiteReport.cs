using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Annarchy.Benchmarks.Suite;

/// <summary>The tables of the suite: Markdown for people, JSON for programs.</summary>
internal sealed class SuiteReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<SuiteResult> _results = [];

    /// <summary>Processor, cores, vectors, run-time.</summary>
    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProcessorName()}, {Environment.ProcessorCount} cores, {VectorBits} bit vectors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public static void WriteHeader(TextWriter output)
    {
        output.WriteLine(Machine);
        output.WriteLine("Networks on one thread in time of the processor, others on the clock; the least of several measurements.");
        output.WriteLine();
        output.WriteLine("| network | neurons | synapses | threads | precision | construct, s | compile, s | s per biological s | times real time | ns per update | ns per event | spikes, Hz | MB | by hand, s | ratio | C++ loop, s | ratio |");
        output.WriteLine("|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        output.Flush();
    }

    public static void WriteRow(TextWriter output, SuiteResult result)
    {
        var perSecond = result.SimulateSeconds / result.BiologicalSeconds;
        var byHand = result.HandWrittenSeconds / result.BiologicalSeconds;
        var compiled = result.CompiledSeconds / result.BiologicalSeconds;
        string[] cells =
        [
            result.Name, result.Neurons.ToString(CultureInfo.InvariantCulture), result.Synapses.ToString(CultureInfo.InvariantCulture),
            result.Threads.ToString(CultureInfo.InvariantCulture), result.Precision, Number(result.ConstructSeconds), Number(result.CompileSeconds),
            Number(perSecond), Number(result.RealTimeFactor), Number(result.NanosecondsPerNeuronUpdate), Number(result.NanosecondsPerSynapticEvent),
            Number(result.Spikes / result.BiologicalSeconds / result.Neurons), Number(result.Bytes / 1e6), Number(byHand), Number(perSecond / byHand), Number(compiled), Number(perSecond / compiled),
        ];
        output.WriteLine($"| {string.Join(" | ", cells)} |");
        output.Flush();
    }

    /// <summary>Mean rates beside published ones.</summary>
    public static void WriteRates(TextWriter output, IReadOnlyList<(string Population, double Rate)> measured, IReadOnlyList<(string Population, double Rate)> published)
    {
        output.WriteLine();
        output.WriteLine("| population | rate, Hz | published, Hz |");
        output.WriteLine("|---|---:|---:|");
        foreach (var (population, rate) in published)
            output.WriteLine($"| {population} | {Number(measured.Single(m => m.Population == population).Rate)} | {Number(rate)} |");
        output.WriteLine();
    }

    public void Add(SuiteResult result) => _results.Add(result);

    public void WriteJson(FileInfo file) =>
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(new { Machine, Results = _results }, Options));

    private static string Number(double? value) => value?.ToString("G3", CultureInfo.InvariantCulture) is { } text
        ? text.Contains('E', StringComparison.Ordinal) ? value.Value.ToString("0", CultureInfo.InvariantCulture) : text
        : "";

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        const string Key = "model name";
        var line = System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
