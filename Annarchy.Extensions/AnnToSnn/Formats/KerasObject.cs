using System.Text.Json;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>A part of a Keras configuration, with complaints that say where something is wrong.</summary>
/// <param name="json">The part.</param>
/// <param name="label">What it is, for messages.</param>
internal sealed class KerasObject(JsonElement json, string label)
{
    /// <summary>What it is, for messages.</summary>
    public string Label { get; set; } = label;

    public JsonElement Json { get; } = json.ValueKind == JsonValueKind.Object ? json : throw new InvalidDataException($"{label} is not described");

    /// <summary>Name of the class.</summary>
    public string Class => Text("class_name") ?? throw new InvalidDataException($"{Label} has no class");

    public KerasObject Object(string name) =>
        new(Json.TryGetProperty(name, out var value) ? value : default, $"'{name}' of {Label}");

    public List<KerasObject> Objects(string name)
    {
        if (!Json.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{Label} has no '{name}'");
        return [.. list.EnumerateArray().Select((item, i) => new KerasObject(item, $"number {i} of '{name}'"))];
    }

    /// <summary>A text, or the name of an object where an object is meant by it; null where there is none.</summary>
    public string? Text(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object => new KerasObject(value, $"'{name}' of {Label}").Class,
            _ => throw Wrong(name, "a text"),
        };
    }

    public int Integer(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0
            ? number
            : throw Wrong(name, "a positive number");

    public bool Flag(string name, bool otherwise) => !Json.TryGetProperty(name, out var value) ? otherwise : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A number; null where there is none.</summary>
    public double? Number(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong(name, "a number");
    }

    /// <summary>A pair of numbers, or one that stands for both.</summary>
    public (int First, int Second)? Pair(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return (Integer(name), Integer(name));
        return Shape(name) is [var first and > 0, var second and > 0] ? (first, second) : throw Wrong(name, "two positive numbers");
    }

    /// <summary>Lengths; -1 where the file has none, for instance for the batch.</summary>
    public int[]? Shape(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw Wrong(name, "a shape");
        return
        [
            .. value.EnumerateArray().Select(item => item.ValueKind switch
            {
                JsonValueKind.Null => -1,
                JsonValueKind.Number when item.TryGetInt32(out var length) => length,
                _ => throw Wrong(name, "a shape"),
            }),
        ];
    }

    public NotSupportedException Refuse(string what) => new($"{Label} {what}");

    private InvalidDataException Wrong(string name, string expected) => new($"'{name}' of {Label} is not {expected}");
}
