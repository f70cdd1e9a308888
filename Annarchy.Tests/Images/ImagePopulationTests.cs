using Annarchy.Images;

namespace Annarchy.Tests.Images;

public class ImagePopulationTests
{
    private static readonly Image s_image = new(2, 2, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]);

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void RatesArePixels(Precision precision)
    {
        using var net = new Network(precision: precision);
        var (grey, colour) = (net.Create(new ImagePopulation((2, 2))), net.Create(new ImagePopulation((2, 2, 3))));
        grey.SetImage(s_image);
        colour.SetImage(s_image);
        double[] luminance = [0.299, 0.587, 0.114, 1.0];
        for (var i = 0; i < 4; i++)
            Assert.Equal(luminance[i], grey["r"][i], 1e-6);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], colour["r"].ToArray());
        colour.SetImage(new Image(1, 1, 1, [0.25f]));
        Assert.All(colour["r"].ToArray(), r => Assert.Equal(0.25, r));
    }

    [Fact]
    public void ImagesAreResized()
    {
        // A mean where pixels become fewer, straight lines where they become more, and a constant stays one.
        var ramp = new Image(4, 1, 1, [0.0f, 0.25f, 0.75f, 1.0f]);
        var small = ramp.Resize(2, 1).Values;
        Assert.Equal(1.0f - small[1], small[0], 1e-6f);
        Assert.InRange(small[0], 0.1f, 0.25f);
        float[] wide = [0.0f, 0.25f, 0.75f, 1.0f];
        var large = new Image(2, 1, 1, [0, 1]).Resize(4, 1).Values;
        for (var i = 0; i < wide.Length; i++)
            Assert.Equal(wide[i], large[i], 1e-6f);
        var even = new Image(7, 5, 3, [.. Enumerable.Repeat(0.3f, 7 * 5 * 3)]).Resize(3, 11);
        Assert.Equal((3, 11, 3), (even.Width, even.Height, even.Channels));
        foreach (var value in even.Values)
            Assert.Equal(0.3f, value, 1e-6f);
        Assert.Same(ramp, ramp.Resize(4, 1));
    }

    [Fact]
    public void ImagesAreWrittenAndRead()
    {
        using var folder = new TemporaryFolder();
        s_image.SavePng(folder["a/b.png"]);
        Assert.Equal(s_image.Values.ToArray(), Image.Load(folder["a/b.png"]).Values.ToArray());
    }

    [Fact]
    public async Task FramesComeFromAnywhere()
    {
        using var net = new Network();
        var video = net.Create(new VideoPopulation((1, 2)));
        Assert.Contains("no frames", Assert.Throws<InvalidOperationException>(() => video.GrabImage()).Message, StringComparison.Ordinal);
        var released = false;
        video.Open(Frames());
        Assert.True(video.GrabImage());
        Assert.Equal([0.0, 0.5], video["r"].ToArray());
        Assert.True(await video.GrabImageAsync());
        Assert.Equal([0.25, 0.5], video["r"].ToArray());
        Assert.False(video.GrabImage());
        Assert.Equal([0.25, 0.5], video["r"].ToArray());
        video.Release();
        Assert.True(released);
        Assert.False(video.IsOpen);

        async IAsyncEnumerable<Image> Frames()
        {
            try
            {
                for (var i = 0; i < 2; i++)
                {
                    await Task.Yield();
                    yield return new Image(2, 1, 1, [0.25f * i, 0.5f]);
                }
            }
            finally
            {
                released = true;
            }
        }
    }

    [Fact]
    public void VideosAreReadWhereTheProgramIsInstalled()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network();
        var video = net.Create(new VideoPopulation((9, 13, 3)));
        Assert.Throws<FileNotFoundException>(() => video.Open(folder["none.mp4"]));

        // A picture is a video of one frame.
        video.Open(Path.Combine(AppContext.BaseDirectory, "Images", "colour8.png"));
        if (Record.Exception(() => video.GrabImage()) is { } error)
        {
            Assert.Contains("apt install ffmpeg", Assert.IsType<DllNotFoundException>(error).Message, StringComparison.Ordinal);
            return;
        }

        var expected = net.Create(new ImagePopulation((9, 13, 3)));
        expected.SetImage(Path.Combine(AppContext.BaseDirectory, "Images", "colour8.png"));
        for (var i = 0; i < expected.Size; i++)
            Assert.Equal(expected["r"][i], video["r"][i], 0.02);
        Assert.False(video.GrabImage());
        File.WriteAllText(folder["text.mp4"], "no video");
        video.Open(folder["text.mp4"]);
        Assert.Throws<InvalidDataException>(() => video.GrabImage());
        video.Release();
    }

    [Fact]
    public void ImpossibleImagesAreRefused()
    {
        Assert.Contains("(height, width)", Assert.Throws<ArgumentException>(() => new ImagePopulation(4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ImagePopulation((4, 4, 2)));
        Assert.Throws<ArgumentException>(() => new Image(2, 2, 1, [1.0f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, 2, 2, stackalloc float[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 2, 1, default(ReadOnlySpan<float>)));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_image.Resize(1, -1));
        Assert.Throws<InvalidOperationException>(() => new ImagePopulation((2, 2)).SetImage(s_image));
    }
}
