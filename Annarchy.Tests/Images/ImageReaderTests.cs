using System.Text;
using Annarchy.Images;

namespace Annarchy.Tests.Images;

public class ImageReaderTests
{
    public static TheoryData<string> PngFiles => [.. Directory.GetFiles(PathOf(""), "*.png").Select(f => Path.GetFileNameWithoutExtension(f)!)];

    /// <summary>The other file of each pair was written as text by ImageMagick.</summary>
    [Theory]
    [MemberData(nameof(PngFiles))]
    public void PngFilesOfAllKindsAreRead(string name)
    {
        var (image, expected) = (Image.Load(PathOf(name + ".png")), Image.Load(PathOf(name + ".ppm")));
        Assert.Equal(name.StartsWith("grey", StringComparison.Ordinal) ? 1 : 3, image.Channels);
        AssertClose(expected, image.ToColour(), 1e-4f);
    }

    [Theory]
    [InlineData("photo.bmp", 0.0)]
    [InlineData("photo.gif", 0.0)]
    [InlineData("photo.jpg", 3.0)]
    public void OtherFormatsAreReadWhereTheLibraryIsInstalled(string file, double tolerance)
    {
        if (!GdkPixbuf.IsInstalled)
        {
            Assert.Contains("libgdk-pixbuf", Assert.Throws<DllNotFoundException>(() => Image.Load(PathOf(file))).Message, StringComparison.Ordinal);
            return;
        }

        var expected = Image.Load(PathOf(Path.GetFileNameWithoutExtension(file) + "-" + file[^3..] + ".ppm"));
        AssertClose(expected, Image.Load(PathOf(file)), (float)((tolerance + 0.01) / 255.0));
    }

    [Theory]
    [InlineData("P1 # ink\n3 2\n0 1 0 110\n", 1, new[] { 1f, 0, 1, 0, 0, 1 })]
    [InlineData("P2\n2 1\n4\n1 4\n", 1, new[] { 0.25f, 1 })]
    [InlineData("P3\n1 1\n#\n10\n0 5 10", 3, new[] { 0, 0.5f, 1 })]
    [InlineData("P4\n3 2\n\u0040\u0060", 1, new[] { 1f, 0, 1, 1, 0, 0 })]
    [InlineData("P5\n2 1\n100\n\u0000\u0032", 1, new[] { 0, 0.5f })]
    [InlineData("P5\n1 1\n1000\n\u0001\u0000", 1, new[] { 0.256f })]
    [InlineData("P6\n1 1\n255\n\u0000\u0033\u0066", 3, new[] { 0, 0.2f, 0.4f })]
    public void PnmFilesOfAllKindsAreRead(string content, int channels, float[] values)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["image"], Encoding.Latin1.GetBytes(content));
        var image = Image.Load(folder["image"]);
        Assert.Equal(channels, image.Channels);
        Assert.Equal(values, image.Values.ToArray());
    }

    [Theory]
    [InlineData("P5\n2 x\n255\n", "where a number belongs")]
    [InlineData("P5\n-2 2\n255\n", "where a number belongs")]
    [InlineData("P5\n0 2\n255\n", "it has 0 x 2 pixels")]
    [InlineData("P5\n999999999 999999999\n255\n", "at most 33554432 are read")]
    [InlineData("P5\n4000 4000\n255\nabc", "is cut off")]
    [InlineData("P5\n2 2\n70000\nabcd", "its largest value is 70000")]
    [InlineData("P2\n1 1\n4\n9", "it holds the value 9; its largest is 4")]
    [InlineData("P1\n2 1\n0", "is cut off")]
    public void DamagedPnmFilesAreRefused(string content, string problem)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["image"], content);
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Image.Load(folder["image"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedPngFilesAreRefused()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(PathOf("colour8-interlaced.png"));
        for (var length = 8; length < bytes.Length; length++)
        {
            File.WriteAllBytes(folder["image"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => Image.Load(folder["image"]));
        }

        for (var i = 8; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x10;
            File.WriteAllBytes(folder["image"], changed);
            Assert.Throws<InvalidDataException>(() => Image.Load(folder["image"]));
        }
    }

    [Fact]
    public void SmallFilesThatClaimLargeImagesTakeNoMemory()
    {
        using var folder = new TemporaryFolder();
        var small = PngWriter.Encode(new byte[100], 10, 10, 1);
        File.WriteAllBytes(folder["image"], WithSize(small, 5000, 5000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Image.Load(folder["image"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);

        static byte[] WithSize(byte[] png, int width, int height)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), PngChecksum.Of(png.AsSpan(12, 4), png.AsSpan(16, 13)));
            return png;
        }
    }

    [Fact]
    public void FilesThatAreNoImagesAreRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => Image.Load(folder["none.png"]));
        File.WriteAllText(folder["text.png"], "no image");
        var error = Record.Exception(() => Image.Load(folder["text.png"]));
        Assert.True(GdkPixbuf.IsInstalled ? error is InvalidDataException : error is DllNotFoundException, $"{error}");
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Images", file);

    private static void AssertClose(Image expected, Image actual, float tolerance)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        for (var i = 0; i < expected.Values.Length; i++)
            Assert.InRange(actual.Values[i], expected.Values[i] - tolerance, expected.Values[i] + tolerance);
    }
}
