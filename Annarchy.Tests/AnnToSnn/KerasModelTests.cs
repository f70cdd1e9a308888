using System.Text.Json.Nodes;
using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class KerasModelTests
{
    private const string Archive = "digits-dense-bias.keras";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FunctionalModelsWhoseLayersAreInARowAreRead(bool isOld)
    {
        // The order in the file does not matter, the connections do.
        var config = Functional(isOld);
        var layers = config["config"]!["layers"]!.AsArray();
        config["config"]!["layers"] = new JsonArray([.. layers.Select(layer => layer!.DeepClone()).Reverse()]);
        var ann = Load(config);
        Assert.Equal("input_layer", ann.InputName);
        Assert.Equal(["AveragePooling2D", "Flatten", "Dense", "ReLU", "Dropout", "Dense", "Softmax"], ann.Layers.Select(layer => layer.Kind));
        Assert.Equal(Digits.Load(Archive).Logits(Digits.Images[7]), ann.Logits(Digits.Images[7]));
    }

    [Fact]
    public void BranchesAreRefused()
    {
        var config = Functional(isOld: true);
        config["config"]!["layers"]![4]!["inbound_nodes"] = JsonNode.Parse("""[[["flat", 0, 0, {}]]]""");
        var error = Assert.Throws<NotSupportedException>(() => Load(config));
        Assert.Contains("layer 'hidden_relu' of class Activation is not in one row with the others", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CirclesAreRefused()
    {
        var config = Functional(isOld: true);
        config["config"]!["layers"]![1]!["inbound_nodes"] = JsonNode.Parse("""[[["probabilities", 0, 0, {}]]]""");
        var error = Assert.Throws<InvalidDataException>(() => Load(config));
        Assert.Contains("its layers are not connected to one another", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsAreFoundWithoutNamesToo()
    {
        // Names of layers that no group has: then groups count the layers of each class.
        var config = Config();
        foreach (var layer in config["config"]!["layers"]!.AsArray())
            layer!["config"]!["name"] = $"my_{layer["config"]!["name"]}";
        Assert.Equal(Digits.Load(Archive).Logits(Digits.Images[7]), Load(config).Logits(Digits.Images[7]));
    }

    [Theory]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "max_value": 6.0}}""", "layer 'r' of class ReLU has a slope, a threshold or a largest value")]
    [InlineData("""{"class_name": "LSTM", "config": {"name": "r"}}""", "layer 'r' of class LSTM is not supported")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "r", "units": 2, "activation": "relu"}}""", "layer 'r' of class Dense gets an input of shape (4, 4, 1)")]
    public void LayersThatAreNotSupportedAreNamed(string layer, string message)
    {
        var config = Config();
        config["config"]!["layers"]!.AsArray().Insert(2, JsonNode.Parse(layer));
        Assert.Contains(message, Assert.Throws<NotSupportedException>(() => Load(config)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "max_value": null, "negative_slope": 0.0, "threshold": 0.0}}""", "ReLU")]
    [InlineData("""{"class_name": "Reshape", "config": {"name": "r", "target_shape": [16, 1, -1]}}""", "Reshape")]
    [InlineData("""{"class_name": "Softmax", "config": {"name": "r", "axis": -1}}""", "Softmax")]
    public void LayersWithoutWeightsAreRead(string layer, string kind)
    {
        var config = Config();
        config["config"]!["layers"]!.AsArray().Insert(2, JsonNode.Parse(layer));
        Assert.Equal(kind, Load(config).Layers[1].Kind);
    }

    private static JsonNode Config() => JsonNode.Parse(KerasFile.Entry(Archive, "config.json"))!;

    /// <summary>The sequential model as a functional one, with connections as Keras 2 or Keras 3 writes them.</summary>
    private static JsonNode Functional(bool isOld)
    {
        var config = Config();
        config["class_name"] = "Functional";
        string? before = null;
        foreach (var layer in config["config"]!["layers"]!.AsArray())
        {
            layer!["name"] = layer["config"]!["name"]!.GetValue<string>();
            layer["inbound_nodes"] = before is null ? new JsonArray() : JsonNode.Parse(isOld
                ? $$"""[[["{{before}}", 0, 0, {}]]]"""
                : $$$"""[{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "keras_history": ["{{{before}}}", 0, 0]}}], "kwargs": {}}]""");
            before = layer["config"]!["name"]!.GetValue<string>();
        }

        return config;
    }

    private static ArtificialNetwork Load(JsonNode config)
    {
        using var folder = new TemporaryFolder();
        KerasFile.Write(folder["model.keras"], config.ToJsonString(), KerasFile.Entry(Archive, "model.weights.h5"));
        return ArtificialNetwork.Load(folder["model.keras"]);
    }
}
