using System.Text.Json;
using Annarchy.Bold;

namespace Annarchy.Conformance;

/// <summary>The BOLD monitor of a case.</summary>
internal static class CaseBold
{
    public static BoldMonitor Add(Network network, JsonElement element) => new(
        network,
        [.. element.Items("populations").Select(p => network.GetPopulation(p.GetString()!))],
        Model(element.Text("model")),
        element.Member("mapping")?.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!),
        element.Member("scale_factor") is { } scales ? CaseNetwork.ValuesOf(scales) : (Values?)null,
        element.Member("normalize_input") is { } baselines ? CaseNetwork.ValuesOf(baselines) : 0.0,
        element.Items("recorded").Select(v => v.GetString()!).ToArray() is { Length: > 0 } recorded ? recorded : (NameList?)null);

    public static void Compare(BoldMonitor monitor, JsonProperty expected, Comparison comparison) =>
        comparison.Series($"bold.{expected.Name}", expected.Value.Flatten(), monitor.Get(expected.Name).Series(0));

    private static BoldModel Model(string? name) => name switch
    {
        null or nameof(balloon_RN) => new balloon_RN(),
        nameof(balloon_RL) => new balloon_RL(),
        nameof(balloon_CN) => new balloon_CN(),
        nameof(balloon_CL) => new balloon_CL(),
        nameof(balloon_maith2021) => new balloon_maith2021(),
        nameof(balloon_two_inputs) => new balloon_two_inputs(),
        _ => throw new InvalidDataException($"Unknown BOLD model '{name}'."),
    };
}
