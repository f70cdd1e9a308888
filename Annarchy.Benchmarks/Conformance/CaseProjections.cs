using Annarchy.Convolutions;
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
            "Convolution" => network.Connect(
                new Convolution(pre.Whole, post.Whole, target[0], element.Text("psp") ?? "w * pre.r", element.Text("operation") ?? "sum", name)),
            "Pooling" => network.Connect(new Pooling(pre.Whole, post.Whole, target[0], element.Text("psp") ?? "pre.r", element.Text("operation") ?? "max", name)),
            "Copy" => network.Connect(new Copy(pre.Whole, post.Whole, target[0], element.Text("psp"), element.Text("operation") ?? "sum", name)),
            "Transpose" => network.Connect(new Transpose(network.GetProjection(OriginalOf(element)), target[0], name)),
            { } kind => throw new NotSupportedException($"projection kind {kind}"),
        };
        if (projection is Transpose transpose)
            transpose.ConnectTranspose();
        else
            Connect(projection, element, element.GetProperty("connect"));
    }

    /// <summary>The projection that a copy or a transpose is of.</summary>
    private static string OriginalOf(JsonElement element) => element.Text("of") ?? element.GetProperty("connect").Text("of")!;

    /// <summary>Filters, in their shape.</summary>
    private static Values WeightsOf(JsonElement connect)
    {
        var weights = connect.GetProperty("weights");
        var array = Array.CreateInstance(typeof(double), weights.Shape());
        Buffer.BlockCopy(weights.Flatten(), 0, array, 0, array.Length * sizeof(double));
        return Values.From(array);
    }

    private static NameList Targets(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : element.EnumerateArray().Select(t => t.GetString()!).ToArray();

    private static void Connect(Projection projection, JsonElement element, JsonElement connect)
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
            case "connect_filter":
                ((Convolution)projection).ConnectFilter(WeightsOf(connect), Number("delays"), connect.Flag("keep_last_dimension") ?? false);
                break;
            case "connect_filters":
                ((Convolution)projection).ConnectFilters(WeightsOf(connect), Number("delays"), connect.Flag("keep_last_dimension") ?? false);
                break;
            case "connect_pooling":
                ((Pooling)projection).ConnectPooling(connect.Member("extent")?.Integers(), delays: Number("delays"));
                break;
            case "copy":
                ((Copy)projection).ConnectCopy(projection.Network.GetProjection(OriginalOf(element)));
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
