using System.Text.Json;

namespace Annarchy.Conformance;

/// <summary>Adds the projections of a case: their kind, ends, synapse and connectivity.</summary>
internal static class CaseProjections
{
    public static void Add(CaseNetwork built, JsonElement element)
    {
        var network = built.Network;
        var (pre, post) = (built.Neurons(element.GetProperty("pre")), built.Neurons(element.GetProperty("post")));
        var (target, name) = (Targets(element.GetProperty("target")), element.Text("name"));
        var projection = element.Text("kind") switch
        {
            null or "Projection" => network.Connect(pre, post, target, built.SynapseOf(element.Member("synapse")), name),
            "CurrentInjection" => network.Connect(new CurrentInjection(pre, post, target[0], name)),
            "DecodingProjection" => network.Connect(new DecodingProjection(pre, post, target[0], element.Number("window") ?? 0.0, name)),
            { } kind => throw new NotSupportedException($"projection kind {kind}"),
        };
        Connect(projection, element.GetProperty("connect"));
    }

    private static NameList Targets(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : element.EnumerateArray().Select(t => t.GetString()!).ToArray();

    private static void Connect(Projection projection, JsonElement connect)
    {
        double Number(string name, double otherwise = 0.0) => connect.Number(name) ?? otherwise;
        var self = connect.Flag("allow_self_connections") ?? false;
        switch (connect.Text("pattern"))
        {
            case "list":
                projection.FromList(connect.GetProperty("synapses").EnumerateArray().Select(SynapseOf));
                break;
            case "all_to_all":
                projection.AllToAll(Number("weights"), Number("delays"), self);
                break;
            case "one_to_one":
                projection.OneToOne(Number("weights"), Number("delays"));
                break;
            case "gaussian":
                projection.Gaussian(Number("amp"), Number("sigma"), Number("delays"), Number("limit", 0.01), self);
                break;
            case "dog":
                projection.DifferenceOfGaussians(
                    Number("amp_pos"), Number("sigma_pos"), Number("amp_neg"), Number("sigma_neg"), Number("delays"), Number("limit", 0.01), self);
                break;
            case "connect_current":
                ((CurrentInjection)projection).ConnectCurrent();
                break;
            case { } pattern:
                throw new NotSupportedException($"connection pattern {pattern}");
        }
    }

    private static (int Post, int Pre, double Weight, double Delay) SynapseOf(JsonElement element) => (
        element[0].GetInt32(),
        element[1].GetInt32(),
        element[2].GetDouble(),
        element.GetArrayLength() > 3 ? element[3].GetDouble() : 0.0);
}
