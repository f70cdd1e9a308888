using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Annarchy.Plots;

namespace Annarchy.Tests.Plots;

/// <summary>Pictures of much data stay small and keep what can be seen.</summary>
public class LargePictureTests
{
    private static readonly (byte, byte, byte) Dark = (68, 1, 84);
    private static readonly (byte, byte, byte) Bright = (253, 231, 37);

    [Fact]
    public void CellsHaveSharpEdges()
    {
        var (width, height, pixels) = ImageOf(new HeatMap(new[,] { { 0.0, 1.0, double.NaN }, { 1.0, 0.0, 1.0 } }));
        Assert.Equal((1200, 1200), (width, height));
        Assert.Equal((Dark, Bright), (pixels[599, 399], pixels[599, 400]));
        Assert.Equal(((byte)0xdd, (byte)0xdd, (byte)0xdd), pixels[0, 1199]);
        Assert.Equal((Bright, Dark), (pixels[600, 399], pixels[1199, 400]));
    }

    [Fact]
    public void APixelIsTheMeanOfItsCells()
    {
        var values = new double[1, 2400];
        for (var i = 0; i < 2400; i++)
            values[0, i] = i is 2398 or 2399 ? 1.0 : 0.0;
        values[0, 10] = 2.0;
        values[0, 11] = -2.0;
        var (width, _, pixels) = ImageOf(new HeatMap(values, 0.0, 1.0));
        Assert.Equal(1200, width);
        Assert.Equal((Dark, Dark, Bright), (pixels[0, 5], pixels[0, 1198], pixels[0, 1199]));
    }

    [Fact]
    public void SpikesInOnePlaceAreOneDot()
    {
        var times = Enumerable.Range(0, 200_000).Select(i => (double)(i % 2)).ToArray();
        var ranks = Enumerable.Range(0, 200_000).Select(i => i % 2).ToArray();
        Assert.Equal(2, PathsOf(new RasterPlot().Add(times, ranks)).Sum(p => p.Count(c => c == 'M')));
    }

    [Fact]
    public void LongTracesKeepTheirPeaksAndGaps()
    {
        double[] times = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] values = [.. times.Select(t => t is 70_001.0 ? 5.0 : t is 30_003.0 ? -5.0 : t is 50_000.0 ? double.NaN : 0.0)];
        var path = Assert.Single(PathsOf(new TracePlot().Add(times, values)));
        Assert.InRange(path.Length, 1000, 200_000);
        Assert.Equal(2, path.Count(c => c == 'M'));
        var whole = Assert.Single(PathsOf(new TracePlot().Add([0.0, 1.0, 2.0], [-5.0, 5.0, 0.0])));
        var heights = Heights(whole);
        Assert.Equal(heights.Min(), Heights(path).Min(), 1);
        Assert.Equal(heights.Max(), Heights(path).Max(), 1);
    }

    [Fact]
    public void NamesOfSeriesStandBesideTheFrame()
    {
        double[] x = [0.0, 1.0];
        var plain = PathsOf(new TracePlot().Add(x, x)).Single();
        var named = PathsOf(new TracePlot().Add(x, x, "a name")).Single();
        Assert.True(RightEnd(named) < RightEnd(plain) - 50.0);

        static double RightEnd(string path) => double.Parse(path.Split('L')[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static double[] Heights(string path) =>
        [.. path.Split('M', 'L').Skip(1).Select(p => double.Parse(p.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))];

    private static IEnumerable<string> PathsOf(Plot plot) =>
        XDocument.Parse(plot.ToSvg()).Descendants().Where(e => e.Name.LocalName == "path").Select(e => e.Attribute("d")!.Value);

    /// <summary>Decodes the image of a heat map, which has no filters.</summary>
    private static (int Width, int Height, (byte R, byte G, byte B)[,] Pixels) ImageOf(HeatMap map)
    {
        var link = XDocument.Parse(map.ToSvg()).Descendants().Single(e => e.Name.LocalName == "image").Attribute("href")!.Value;
        var png = Convert.FromBase64String(link["data:image/png;base64,".Length..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        using var data = new ZLibStream(new MemoryStream(png, 41, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33))), CompressionMode.Decompress);
        var pixels = new (byte, byte, byte)[height, width];
        var line = new byte[1 + (3 * width)];
        for (var y = 0; y < height; y++)
        {
            data.ReadExactly(line);
            for (var x = 0; x < width; x++)
                pixels[y, x] = (line[1 + (3 * x)], line[2 + (3 * x)], line[3 + (3 * x)]);
        }

        return (width, height, pixels);
    }
}
