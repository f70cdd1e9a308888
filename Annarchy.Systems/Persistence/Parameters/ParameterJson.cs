using System.Text.Json;
using Annarchy.Language;

namespace Annarchy.Persistence;

/// <summary>A file of parameters: objects of objects of numbers, truth values and lists of them.</summary>
internal sealed class ParameterJson(string file, JsonElement root)
{
    /// <summary>Largest file that is read.</summary>
    private const long MaxBytes = 1L << 30;

    public static JsonDocument Open(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
            throw new InvalidDataException($"'{path}' has {stream.Length} bytes; files of parameters have at most {MaxBytes}.");
        try
        {
            return JsonDocument.Parse(
                stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 });
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not JSON: {e.Message}", e);
        }
    }

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<(string Name, AttributeKind Kind, double[] Values)> parameters)
    {
        json.WriteStartObject(name);
        foreach (var (parameter, kind, values) in parameters)
        {
            if (values.Length > 0 && Array.TrueForAll(values, v => v.Equals(values[0])))
            {
                json.WritePropertyName(parameter);
                WriteValue(json, kind, values[0]);
                continue;
            }

            json.WriteStartArray(parameter);
            foreach (var value in values)
                WriteValue(json, kind, value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        WriteValue(json, AttributeKind.Real, value);
    }

    /// <summary>The objects of the file by name.</summary>
    public IEnumerable<(string Name, JsonElement Contents)> Sections(params string[] known)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Fault("it is not an object");
        foreach (var section in root.EnumerateObject())
        {
            if (!known.Contains(section.Name))
                throw Unknown("section", section.Name, known);
            if (section.Value.ValueKind != JsonValueKind.Object)
                throw Fault($"'{section.Name}' is not an object");
            yield return (section.Name, section.Value);
        }
    }

    /// <summary>Values by name; only known names.</summary>
    public IEnumerable<(string Name, double[] Values)> ValuesOf(JsonProperty owner, IReadOnlyList<string> known)
    {
        if (owner.Value.ValueKind != JsonValueKind.Object)
            throw Fault($"'{owner.Name}' is not an object");
        foreach (var parameter in owner.Value.EnumerateObject())
        {
            if (!known.Contains(parameter.Name))
                throw Unknown($"parameter of '{owner.Name}'", parameter.Name, known);
            yield return (parameter.Name, parameter.Value.ValueKind == JsonValueKind.Array
                ? [.. parameter.Value.EnumerateArray().Select(v => Number(parameter.Name, v))]
                : [Number(parameter.Name, parameter.Value)]);
        }
    }

    public double Number(JsonProperty property) => Number(property.Name, property.Value);

    /// <summary>Sets values, after it was checked that there are as many as needed.</summary>
    public Action Fitting(string owner, string name, double[] values, long count, bool isGlobal, Action<Values> set)
    {
        if (values.Length != 1 && (isGlobal || values.Length != count))
        {
            throw Fault(isGlobal
                ? $"'{name}' of '{owner}' is one number; {values.Length} are given"
                : $"'{name}' of '{owner}' takes one number or {count}; {values.Length} are given");
        }

        return () => set(values.Length == 1 ? values[0] : values);
    }

    public InvalidDataException Unknown(string what, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        return Fault($"there is no {what} '{name}'.{hint} Known: {(names.Count == 0 ? "none" : string.Join(", ", names))}");
    }

    private static void WriteValue(Utf8JsonWriter json, AttributeKind kind, double value)
    {
        if (kind == AttributeKind.Boolean)
            json.WriteBooleanValue(value != 0.0);
        else if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public InvalidDataException Fault(string problem) => new($"'{file}': {problem}.");

    private double Number(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.True => 1.0,
        JsonValueKind.False => 0.0,
        JsonValueKind.String when value.ValueEquals("Infinity") => double.PositiveInfinity,
        JsonValueKind.String when value.ValueEquals("-Infinity") => double.NegativeInfinity,
        _ => throw Fault($"'{name}' is {value.ValueKind}, not a number"),
    };
}
