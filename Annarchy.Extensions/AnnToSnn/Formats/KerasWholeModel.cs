using System.Text.Json;
using Annarchy.AnnToSnn.Hdf5;

namespace Annarchy.AnnToSnn.Formats;

/// <summary>Reads whole models in HDF5, as Keras 2 wrote them: the configuration is an attribute.</summary>
internal sealed class KerasWholeModel : IKerasWeights
{
    private readonly Hdf5Object _weights;

    private KerasWholeModel(Hdf5Object root) => _weights = root["model_weights"];

    public static ArtificialNetwork Read(byte[] bytes)
    {
        var root = Hdf5Reader.Open(bytes);
        var text = root.Text("model_config")
            ?? throw new InvalidDataException("it has no 'model_config': it holds weights without the layers they are of; save the whole model");
        using var configuration = JsonDocument.Parse(text);
        return new KerasModel(new KerasWholeModel(root)).Read(configuration.RootElement);
    }

    public float[] Read(string layer, string layerClass, int classIndex, int index, params ReadOnlySpan<int> shape)
    {
        var group = _weights[layer];
        var names = Names(group);
        if (index >= names.Count)
            throw new InvalidDataException($"'{group.Path}' has {names.Count} arrays; its layer needs {index + 1} at least");
        return group[names[index]].ReadSingles(shape);
    }

    /// <summary>Long lists of names are spread over several attributes.</summary>
    private static List<string> Names(Hdf5Object group)
    {
        const string names = "weight_names";
        if (group.Texts(names) is { } all)
            return [.. all];
        var result = new List<string>();
        for (var i = 0; group.Texts($"{names}{i}") is { } some; i++)
            result.AddRange(some);
        return result;
    }
}
