using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class AnnLayerTests
{
    [Theory]
    [InlineData(5, 3, 1, 1, false, 3, 0)]
    [InlineData(5, 3, 2, 1, true, 3, -1)]
    [InlineData(6, 3, 2, 1, true, 3, 0)]
    [InlineData(7, 2, 3, 1, true, 3, 0)]
    [InlineData(7, 3, 1, 3, false, 1, 0)]
    [InlineData(7, 3, 1, 2, true, 7, -2)]
    [InlineData(2, 3, 1, 1, false, 0, 0)]
    public void WindowsGoAsThoseOfKeras(int length, int size, int stride, int dilation, bool same, int outputs, int start)
    {
        // As TensorFlow documents "same": ceil(length / stride) windows, the smaller half of the padding before the input.
        var axis = new WindowAxis(size, stride, dilation, Same: same);
        Assert.Equal(outputs, axis.Outputs(length));
        if (outputs > 0)
            Assert.Equal(start, axis.Start(0, length));
    }

    [Fact]
    public void ConvolutionsAreCrossCorrelations()
    {
        var random = new Random(5);
        var kernel = Enumerable.Range(0, 2 * 3 * 2 * 3).Select(_ => random.NextSingle()).ToArray();
        float[] bias = [0.5f, -0.5f, 0.25f];
        var layer = new Conv2DLayer("conv", new Window2D(new WindowAxis(2, 2, Before: 1, After: 1), new WindowAxis(3, 1, 2, 2)), 3, kernel, bias);
        var input = Enumerable.Range(0, 5 * 6 * 2).Select(_ => random.NextSingle()).ToArray();
        var ann = new ArtificialNetwork("net", [5, 6, 2], [layer]);
        Assert.Equal([3, 4, 3], ann.OutputShape);
        var output = ann.Evaluate(input);
        for (var y = 0; y < 3; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                for (var f = 0; f < 3; f++)
                {
                    var sum = (double)bias[f];
                    for (var i = 0; i < 2; i++)
                    {
                        for (var j = 0; j < 3; j++)
                        {
                            var (row, column) = ((2 * y) + i - 1, x + (2 * j) - 2);
                            for (var c = 0; c < 2 && row is >= 0 and < 5 && column is >= 0 and < 6; c++)
                                sum += kernel[(((((i * 3) + j) * 2) + c) * 3) + f] * (double)input[(((row * 6) + column) * 2) + c];
                        }
                    }

                    Assert.Equal(sum, output[(((y * 4) + x) * 3) + f], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void PoolingLeavesPaddingOut()
    {
        var window = new Window2D(new WindowAxis(2, 2, Same: true), new WindowAxis(2, 2, Same: true));
        float[] input = [-1.0f, -2.0f, -3.0f, -4.0f, -5.0f, -6.0f, -7.0f, -8.0f, -9.0f];
        Assert.Equal([-1.0f, -3.0f, -7.0f, -9.0f], Pool(PoolingOperation.Max));
        Assert.Equal([-3.0f, -4.5f, -7.5f, -9.0f], Pool(PoolingOperation.Average));

        float[] Pool(PoolingOperation operation) => new ArtificialNetwork("net", [3, 3, 1], [new Pooling2DLayer("pool", operation, window)]).Evaluate(input);
    }

    [Fact]
    public void AxesArePutInAnotherOrder()
    {
        var ann = new ArtificialNetwork("net", [2, 3, 1], [new PermuteLayer("p", [2, 1, 0])]);
        Assert.Equal([1, 3, 2], ann.OutputShape);
        Assert.Equal([0.0f, 3.0f, 1.0f, 4.0f, 2.0f, 5.0f], ann.Evaluate([0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f]));
    }

    [Fact]
    public void LayersThatDoNotFitAreNamed()
    {
        Contains("Layer 'd' (Dense) gets an input of shape (2, 2); it needs (4)", [2, 2], new DenseLayer("d", 1, new float[4]));
        Contains("Layer 'c' (Conv2D) gets an input of shape (4, 4, 2); it needs (rows, columns, 3)", [4, 4, 2], new Conv2DLayer("c", Window(3), 1, new float[27]));
        Contains("Layer 'c' (Conv2D) gets an input of shape (2, 4, 3)", [2, 4, 3], new Conv2DLayer("c", Window(3), 1, new float[27]));
        Contains("Layer 'p' (MaxPooling2D) gets an input of shape (4)", [4], new Pooling2DLayer("p", PoolingOperation.Max, Window(2)));
        Contains("Layer 'r' (Reshape) gets an input of shape (4)", [4], new ReshapeLayer("r", [3, -1]));
        Assert.Throws<ArgumentException>(() => new DenseLayer("d", 3, new float[4]));
        Assert.Throws<ArgumentException>(() => new Conv2DLayer("c", Window(3), 2, new float[27]));
        Assert.Throws<ArgumentException>(() => new Pooling2DLayer("p", PoolingOperation.Max, new Window2D(new WindowAxis(2, Before: 2), new WindowAxis(2))));
    }

    private static Window2D Window(int size) => new(new WindowAxis(size), new WindowAxis(size));

    private static void Contains(string expected, int[] shape, AnnLayer layer) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => new ArtificialNetwork("net", shape, [layer])).Message, StringComparison.Ordinal);
}
