using System.Text.Json;

namespace Annarchy.Conformance;

/// <summary>Reads optional members and arrays of numbers from JSON.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.GetString();

    public static double? Number(this JsonElement element, string name) => element.Member(name)?.GetDouble();

    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.GetBoolean();

    /// <summary>The elements of a member that is an array; none when it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { } member ? member.EnumerateArray() : [];

    /// <summary>The members of a member that is an object; none when it is absent.</summary>
    public static IEnumerable<JsonProperty> Entries(this JsonElement element, string name) =>
        element.Member(name) is { } member ? member.EnumerateObject() : [];

    /// <summary>A number or (nested) arrays of numbers as one flat array, row-major; booleans count as 0 and 1.</summary>
    public static double[] Flatten(this JsonElement element)
    {
        var numbers = new List<double>();
        Collect(element, numbers);
        return [.. numbers];
    }

    public static int[] Integers(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt32())];

    /// <summary>Lengths of nested arrays, outermost first.</summary>
    public static int[] Shape(this JsonElement element)
    {
        var shape = new List<int>();
        while (element.ValueKind == JsonValueKind.Array)
        {
            shape.Add(element.GetArrayLength());
            if (element.GetArrayLength() == 0)
                break;
            element = element[0];
        }

        return [.. shape];
    }

    private static void Collect(JsonElement element, List<double> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, numbers);
                break;
            case JsonValueKind.True:
                numbers.Add(1.0);
                break;
            case JsonValueKind.False:
                numbers.Add(0.0);
                break;
            default:
                numbers.Add(element.GetDouble());
                break;
        }
    }
}
