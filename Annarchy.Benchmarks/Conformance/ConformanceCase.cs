using System.Text.Json;

namespace Annarchy.Conformance;

/// <summary>One file of the conformance folder: a small deterministic network, what is done to it, and what the reference measured.</summary>
public sealed class ConformanceCase
{
    private ConformanceCase(string name, JsonElement root)
    {
        Name = name;
        Root = root;
    }

    /// <summary>Name of the case, the file's name without its extension.</summary>
    public string Name { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; }

    /// <summary>What the reference measured.</summary>
    public JsonElement Expected => Root.GetProperty("expected");

    /// <summary>Loads a case.</summary>
    /// <param name="path">A JSON file of schema 1.</param>
    /// <exception cref="InvalidDataException">The file has another schema.</exception>
    public static ConformanceCase Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement.Clone();
        if (root.GetProperty("schema").GetInt32() != 1)
            throw new InvalidDataException($"{path}: only schema 1 is supported.");
        return new ConformanceCase(root.GetProperty("name").GetString()!, root);
    }

    /// <summary>All cases of a folder, by name.</summary>
    /// <param name="folder">A folder of JSON files.</param>
    public static IEnumerable<ConformanceCase> LoadFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Load);
}
