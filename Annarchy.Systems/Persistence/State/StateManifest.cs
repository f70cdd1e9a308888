using System.Text.Json;
using System.Text.Json.Serialization;

namespace Annarchy.Persistence;

/// <summary>What a file of saved state says about itself.</summary>
internal sealed record StateManifest
{
    public const string FormatName = "Annarchy state";
    public const int CurrentVersion = 1;

    /// <summary>Name of the array that holds the manifest, as JSON in UTF-8.</summary>
    public const string ArrayName = "manifest";

    /// <summary>More than any network needs.</summary>
    public const int MaxBytes = 1 << 24;

    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>What was saved: <c>network</c>, <c>population</c> or <c>projection</c>.</summary>
    public required string Content { get; init; }

    /// <summary>Duration of a step, ms.</summary>
    public required double TimeStep { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    public required long Seed { get; init; }

    /// <summary>How often equations were given other random numbers.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>How often values were drawn and assigned.</summary>
    public required int Assignments { get; init; }

    public required IReadOnlyDictionary<string, double> Constants { get; init; }

    /// <summary>Null when they were left out.</summary>
    public required IReadOnlyList<PopulationEntry>? Populations { get; init; }

    /// <summary>Null when they were left out.</summary>
    public required IReadOnlyList<ProjectionEntry>? Projections { get; init; }

    /// <summary>Null when they were left out.</summary>
    public required IReadOnlyList<MonitorEntry>? Monitors { get; init; }

    public static StateManifest Read(NpzReader file)
    {
        var bytes = file.ReadList<byte>(ArrayName, MaxBytes);
        StateManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(bytes, ManifestJson.Default.StateManifest)
                ?? throw file.Fault(ArrayName, "it is empty");
        }
        catch (JsonException e)
        {
            throw file.Fault(ArrayName, $"it is not what {nameof(Network.Save)} writes", e);
        }

        if (manifest.Format != FormatName)
            throw file.Fault("it was not written by Annarchy");
        if (manifest.Version != CurrentVersion)
            throw file.Fault($"it has version {manifest.Version} of the format; this is version {CurrentVersion}");
        if (manifest.Step is < 0 or > 1L << 40)
            throw file.Fault(ArrayName, $"step {manifest.Step} is not possible");
        if (manifest.Populations?.Contains(null!) == true || manifest.Projections?.Contains(null!) == true || manifest.Monitors?.Contains(null!) == true)
            throw file.Fault(ArrayName, "an object is null");
        return manifest;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.StateManifest);
}

/// <summary>A saved population.</summary>
internal sealed record PopulationEntry(string Name, string Path, IReadOnlyList<int> Geometry, int RandomObject, bool IsEnabled, string Model);

/// <summary>A saved projection.</summary>
internal sealed record ProjectionEntry(
    string Name,
    string Path,
    string Pre,
    string Post,
    IReadOnlyList<string> Targets,
    int RandomObject,
    string Storage,
    bool HasSingleWeight,
    int? UniformDelay,
    bool Transmission,
    bool Update,
    bool Plasticity,
    long UpdatePeriod,
    long UpdateOffset,
    bool IsEdited,
    long? CreatingPeriod,
    long? PruningPeriod);

/// <summary>A saved monitor.</summary>
internal sealed record MonitorEntry(
    string Name, string Path, IReadOnlyList<string> Variables, long Period, long Offset, long Phase, bool IsRecording);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(StateManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
