using System.Text;
using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class DamagedModelTests
{
    /// <summary>What reading a damaged model of some 30 kB may take, in bytes; arrays that are compressed may be a thousand times the file.</summary>
    private const long MostMemory = 100_000_000;

    [Theory]
    [InlineData("digits-dense-bias.keras")]
    [InlineData("digits-dense.h5")]
    [InlineData("digits-conv.onnx")]
    public void FilesThatAreCutOffAreRefused(string file)
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Digits.PathOf(file));
        for (var length = 0; length < bytes.Length - 1; length += 1 + (bytes.Length / 200))
        {
            File.WriteAllBytes(folder["model"], bytes[..length]);
            var error = Record.Exception(() => ArtificialNetwork.Load(folder["model"]));
            Assert.True(error is InvalidDataException or NotSupportedException, $"{length} bytes: {error}");
        }
    }

    [Theory]
    [InlineData("digits-dense-bias.keras", 100)]
    [InlineData("digits-dense.h5", 300)]
    [InlineData("digits-conv.onnx", 300)]
    [InlineData("weights", 300)]
    public void WhateverIsDamagedTheErrorIsTypedAndMemoryBounded(string file, int trials)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var isWeights = file == "weights";
        var bytes = isWeights ? KerasFile.Entry("digits-dense-bias.keras", "model.weights.h5") : File.ReadAllBytes(Digits.PathOf(file));
        var refused = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            // Structures are where zeros are: weights have none in a row.
            var damaged = (byte[])bytes.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var place = random.Next(8, bytes.Length);
                while (bytes[place] != 0 && bytes[place - 1] != 0)
                    place = random.Next(8, bytes.Length);
                damaged[place] = (byte)random.Next(256);
            }

            if (isWeights)
                KerasFile.Write(folder["model"], Encoding.UTF8.GetString(KerasFile.Entry("digits-dense-bias.keras", "config.json")), damaged);
            else
                File.WriteAllBytes(folder["model"], damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => ArtificialNetwork.Load(folder["model"]));
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(error is null or InvalidDataException or NotSupportedException, $"trial {trial}: {error}");
            Assert.True(taken < MostMemory, $"trial {trial}: {taken} bytes");
            refused += error is null ? 0 : 1;
        }

        Assert.InRange(refused, 1, trials);
    }

    [Fact]
    public void DamageInAnArchiveIsFoundByItsChecksums()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Digits.PathOf("digits-dense.keras"));
        bytes[^3000] ^= 1;
        File.WriteAllBytes(folder["model.keras"], bytes);
        var error = Assert.Throws<InvalidDataException>(() => ArtificialNetwork.Load(folder["model.keras"]));
        Assert.Contains("model.keras", error.Message, StringComparison.Ordinal);
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EntriesThatInflateWithoutEndAreRefused()
    {
        using var folder = new TemporaryFolder();
        KerasFile.Write(folder["bomb.keras"], new string(' ', 100_000_000), []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => ArtificialNetwork.Load(folder["bomb.keras"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        Assert.Contains("claims 100000000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"class_name\": \"Conv2D\"", "\"class_name\": \"Conv2DTranspose\"", "layer 'conv2d' of class Conv2DTranspose is not supported; supported are InputLayer, Dense")]
    [InlineData("\"activation\": \"relu\"", "\"activation\": \"gelu\"", "layer 'conv2d' of class Conv2D has the activation 'gelu', which is not supported; linear, relu and softmax are")]
    [InlineData("\"groups\": 1", "\"groups\": 2", "layer 'conv2d' of class Conv2D has groups of channels")]
    [InlineData("\"data_format\": \"channels_last\"", "\"data_format\": \"channels_first\"", "layer 'conv2d' of class Conv2D has its data in the format 'channels_first'")]
    [InlineData("\"padding\": \"same\"", "\"padding\": \"causal\"", "layer 'conv2d' of class Conv2D has the padding 'causal'")]
    public void WhatIsNotSupportedIsNamed(string original, string changed, string message)
    {
        var error = Assert.Throws<NotSupportedException>(() => LoadChanged(original, changed));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"filters\": 8", "\"filters\": 9", "'/layers/conv2d/vars/0' has shape (3, 3, 1, 8), the configuration of its layer asks for (3, 3, 1, 9)")]
    [InlineData("\"filters\": 8", "\"filters\": 2000000000", "has shape (3, 3, 1, 8)")]
    [InlineData("\"filters\": 8", "\"filters\": \"many\"", "'filters' of layer 'conv2d' of class Conv2D is not a positive number")]
    [InlineData("[null, 8, 8, 1]", "[null, 2000000000, 2000000000, 1]", "There are no arrays of shape (2000000000, 2000000000, 1)")]
    [InlineData("\"layers\": [", "\"laiers\": [", "has no 'layers'")]
    [InlineData("{\"module\"", "\"module\"", "")]
    public void ConfigurationsThatDoNotFitAreRefused(string original, string changed, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => LoadChanged(original, changed));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFilesAreRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.txt"], "a network of 64 units");
        var error = Assert.Throws<InvalidDataException>(() => ArtificialNetwork.Load(folder["model.txt"]));
        Assert.Contains("neither a .keras archive, nor a HDF5 file, nor an ONNX model", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ArtificialNetwork.Load(folder["nothing.keras"]));
    }

    [Fact]
    public void SamplesOfAnotherSizeAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Digits.Load("digits-dense.keras").Predict(new float[63]));
        Assert.Contains("63 values; network 'digits_dense' takes 64, of shape (8, 8)", error.Message, StringComparison.Ordinal);
    }

    private static void LoadChanged(string original, string changed)
    {
        using var folder = new TemporaryFolder();
        var configuration = Encoding.UTF8.GetString(KerasFile.Entry("digits-conv.keras", "config.json"));
        var place = configuration.IndexOf(original, StringComparison.Ordinal);
        KerasFile.Write(
            folder["changed.keras"],
            configuration[..place] + changed + configuration[(place + original.Length)..],
            KerasFile.Entry("digits-conv.keras", "model.weights.h5"));
        ArtificialNetwork.Load(folder["changed.keras"]);
    }
}
