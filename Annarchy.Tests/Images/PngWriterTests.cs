using Annarchy.Images;

namespace Annarchy.Tests.Images;

public class PngWriterTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(17, 5, 1)]
    [InlineData(300, 211, 3)]
    public void What_is_written_is_read_back(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(7).NextBytes(pixels);
        var image = new DecodedPng(PngWriter.Encode(pixels, width, height, channels));
        Assert.Equal((width, height, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(pixels, image.Pixels);
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Contains("3 x 2 pixels of 3 channels are not 6 bytes.", Assert.Throws<ArgumentException>(() => PngWriter.Encode(new byte[6], 3, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PngWriter.Encode([], 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PngWriter.Encode([], 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PngWriter.Encode(new byte[8], 2, 2, 2));
        Assert.Throws<ArgumentException>(() => PngWriter.Encode([], int.MaxValue, int.MaxValue));
    }
}
