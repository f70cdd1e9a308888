using System.Text.Json;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>Puts the layers of a functional model in a row.</summary>
internal static class KerasGraph
{
    /// <exception cref="NotSupportedException">A layer has several inputs or several outputs.</exception>
    public static List<KerasObject> Ordered(List<KerasObject> layers)
    {
        var after = new Dictionary<string, KerasObject>(StringComparer.Ordinal);
        KerasObject? first = null;
        foreach (var layer in layers)
        {
            var sources = new List<string>();
            Sources(layer.Json.TryGetProperty("inbound_nodes", out var nodes) ? nodes : default, sources);
            if (sources.Count == 0 && first is null)
                first = layer;
            else if (sources.Count != 1 || !after.TryAdd(sources[0], layer))
                throw OutOfRow(layer);
        }

        var ordered = new List<KerasObject>();
        for (var next = first; next is not null && ordered.Count < layers.Count; next = after.GetValueOrDefault(Name(next)))
            ordered.Add(next);
        if (ordered.Count != layers.Count)
            throw new InvalidDataException("its layers are not connected to one another");
        return ordered;
    }

    private static NotSupportedException OutOfRow(KerasObject layer) =>
        new($"layer '{Name(layer)}' of class {layer.Class} is not in one row with the others: only chains of layers are supported");

    private static string Name(KerasObject layer) => layer.Text("name") ?? layer.Object("config").Text("name") ?? string.Empty;

    /// <summary>Names of layers: <c>keras_history</c> of Keras 3, lists that begin with a name in Keras 2.</summary>
    private static void Sources(JsonElement element, List<string> sources)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.String)
            {
                sources.Add(element[0].GetString()!);
                return;
            }

            foreach (var item in element.EnumerateArray())
                Sources(item, sources);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                Sources(property.Value, sources);
        }
    }
}
