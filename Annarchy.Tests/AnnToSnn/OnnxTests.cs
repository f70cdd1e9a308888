using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class OnnxTests
{
    private static readonly float[] Kernel = Values(1, 3 * 2 * 2 * 2);
    private static readonly float[] Bias = Values(2, 3);
    private static readonly float[] Weights = Values(3, 12 * 4);
    private static readonly float[] Image = Values(4, 2 * 4 * 5);

    [Fact]
    public void MapsAndKernelsWithChannelsFirstAreUnderstood()
    {
        // As PyTorch exports it: everything (channels, rows, columns), the weights of the linear layer transposed.
        var ann = Load(new OnnxFile("x", -1, 2, 4, 5)
            .Constant("kernel", [3, 2, 2, 2], Kernel).Constant("bias", [3], Bias).Constant("weights", [4, 12], Weights).Constant("offset", [4], Values(5, 4))
            .Node("Conv", "x kernel bias", "a", ("strides", new[] { 1, 2 }), ("pads", new[] { 1, 0, 0, 1 }))
            .Node("Relu", "a", "b")
            .Node("AveragePool", "b", "c", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER"))
            .Node("Flatten", "c", "d")
            .Node("Gemm", "d weights offset", "e", ("transB", 1))
            .Output("e"));
        Assert.Equal([2, 4, 5], ann.InputShape);
        var pooled = Pooled();
        var output = ann.Evaluate(Image);
        for (var i = 0; i < 4; i++)
        {
            var sum = (double)Values(5, 4)[i];
            for (var j = 0; j < 12; j++)
                sum += Weights[(i * 12) + j] * pooled[j];
            Assert.Equal(sum, output[i], 1e-5);
        }
    }

    [Fact]
    public void ReshapesTransposesAndBiasesAfterProductsAreUnderstood()
    {
        // As tf2onnx exports it: channels last outside, with a transposition before and after the convolution.
        var ann = Load(new OnnxFile("x", 1, 4, 5, 2)
            .Constant("kernel", [3, 2, 2, 2], Kernel).Constant("shape", [0, -1]).Constant("weights", [36, 2], Values(6, 72)).Constant("offset", [2], [1.0f, -1.0f])
            .Node("Transpose", "x", "first", ("perm", new[] { 0, 3, 1, 2 }))
            .Node("Conv", "first kernel", "a")
            .Node("Transpose", "a", "last", ("perm", new[] { 0, 2, 3, 1 }))
            .Node("Identity", "last", "same")
            .Node("Reshape", "same shape", "flat")
            .Node("MatMul", "flat weights", "product")
            .Node("Add", "offset product", "sum")
            .Node("Softmax", "sum", "out")
            .Output("out"));
        var layers = ann.Layers.Where(layer => layer is not DropoutLayer).Select(layer => layer.Kind);
        Assert.Equal(["Conv2D", "Flatten", "Dense", "Softmax"], layers);
        var conv = (Conv2DLayer)ann.Layers[0];
        Assert.Equal(Kernel[(((2 * 2) + 1) * 4) + 3], conv.Kernel[(((3 * 2) + 1) * 3) + 2]);
        Assert.Equal([1.0f, -1.0f], ((DenseLayer)ann.Layers[2]).Bias.ToArray());
        Assert.Equal(1.0f, ann.Evaluate(new float[40]).Sum(), 1e-6f);
    }

    [Fact]
    public void WhatIsNotSupportedIsNamed()
    {
        Refused("operation 'Sigmoid_a' (Sigmoid) is not supported; supported are Conv", new OnnxFile("x", 1, 4).Node("Sigmoid", "x", "a").Output("a"));
        Refused("operation 'Relu_b' (Relu) is not in one row", new OnnxFile("x", 1, 4).Node("Relu", "x", "a").Node("Relu", "x", "b").Output("b"));
        Refused("its outputs are not what its last operation gives", new OnnxFile("x", 1, 4).Node("Relu", "x", "a").Node("Relu", "a", "b").Output("a"));
        Refused("its input 'x' has the shape (1, -1)", new OnnxFile("x", 1, -1).Node("Relu", "x", "a").Output("a"));
        Refused("has no constant as its input 1", new OnnxFile("x", 1, 4).Node("MatMul", "x x", "a").Output("a"));
        Refused("has groups of channels", new OnnxFile("x", 1, 2, 4, 4).Constant("k", [2, 1, 1, 1], [1.0f, 1.0f]).Node("Conv", "x k", "a", ("group", 2)).Output("a"));
        Refused("has the padding SAME_LOWER", new OnnxFile("x", 1, 1, 4, 4)
            .Node("MaxPool", "x", "a", ("kernel_shape", new[] { 2, 2 }), ("auto_pad", "SAME_LOWER")).Output("a"));
    }

    [Fact]
    public void ArraysThatAreTooShortAreRefused()
    {
        using var folder = new TemporaryFolder();
        new OnnxFile("x", 1, 4).Constant("w", [4, 1000], new float[12]).Node("MatMul", "x w", "a").Output("a").Write(folder["m.onnx"]);
        var error = Assert.Throws<InvalidDataException>(() => ArtificialNetwork.Load(folder["m.onnx"]));
        Assert.Contains("the array 'w' of shape (4, 1000) has 12 elements", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Convolution, ReLU and pooling of the first model, by definition.</summary>
    private static double[] Pooled()
    {
        var maps = new double[3, 4, 3];
        for (var f = 0; f < 3; f++)
        {
            for (var y = 0; y < 4; y++)
            {
                for (var x = 0; x < 3; x++)
                {
                    double sum = Bias[f];
                    for (var c = 0; c < 2; c++)
                    {
                        for (var i = 0; i < 2; i++)
                        {
                            for (var j = 0; j < 2; j++)
                            {
                                var (row, column) = (y + i - 1, (2 * x) + j);
                                if (row >= 0 && column < 5)
                                    sum += Kernel[(((((f * 2) + c) * 2) + i) * 2) + j] * (double)Image[(((c * 4) + row) * 5) + column];
                            }
                        }
                    }

                    maps[f, y, x] = Math.Max(sum, 0.0);
                }
            }
        }

        var pooled = new List<double>();
        for (var f = 0; f < 3; f++)
        {
            for (var y = 0; y < 4; y += 2)
            {
                pooled.Add((maps[f, y, 0] + maps[f, y, 1] + maps[f, y + 1, 0] + maps[f, y + 1, 1]) / 4.0);
                pooled.Add((maps[f, y, 2] + maps[f, y + 1, 2]) / 2.0);
            }
        }

        return [.. pooled];
    }

    private static void Refused(string expected, OnnxFile file) =>
        Assert.Contains(expected, Assert.Throws<NotSupportedException>(() => Load(file)).Message, StringComparison.Ordinal);

    private static ArtificialNetwork Load(OnnxFile file)
    {
        using var folder = new TemporaryFolder();
        file.Write(folder["model.onnx"]);
        return ArtificialNetwork.Load(folder["model.onnx"]);
    }

    private static float[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2.0f * random.NextSingle()) - 1.0f)];
    }
}
