using System.Text;
using Annarchy.AnnToSnn.Hdf5;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>
/// The weights in an archive of Keras 3. Groups of layers are named after the class with a running number; the layer's own name is an
/// attribute of newer versions, which is believed where it is there.
/// </summary>
internal sealed class KerasArchiveWeights : IKerasWeights
{
    private readonly Hdf5Object _layers;
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);

    public KerasArchiveWeights(Hdf5Object root)
    {
        _layers = root["layers"];
        foreach (var group in _layers.Names)
        {
            var members = _layers[group];
            if (members.Contains("vars") && members["vars"].Text("name") is { } name)
                _groups.TryAdd(name, group);
        }
    }

    public float[] Read(string layer, string layerClass, int classIndex, int index, params ReadOnlySpan<int> shape)
    {
        if (!_groups.TryGetValue(layer, out var group))
            group = classIndex == 0 ? SnakeCase(layerClass) : $"{SnakeCase(layerClass)}_{classIndex}";
        return _layers[$"{group}/vars/{index}"].ReadSingles(shape);
    }

    /// <summary>The name of a class as Keras writes it: <c>MaxPooling2D</c> is <c>max_pooling2d</c>.</summary>
    private static string SnakeCase(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var beginsWord = char.IsUpper(name[i]) && i > 0
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && !char.IsDigit(name[i - 1])));
            if (beginsWord)
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
