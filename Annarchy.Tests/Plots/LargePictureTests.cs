using System.Xml.Linq;
using Annarchy.Plots;
using Annarchy.Tests.Images;

namespace Annarchy.Tests.Plots;

/// <summary>Pictures of much data stay small and keep what can be seen.</summary>
public class LargePictureTests
{
    private static readonly (byte, byte, byte) Dark = (68, 1, 84);
    private static readonly (byte, byte, byte) Bright = (253, 231, 37);

    [Fact]
    public void CellsHaveSharpEdges()
    {
        var image = ImageOf(new HeatMap(new[,] { { 0.0, 1.0, double.NaN }, { 1.0, 0.0, 1.0 } }));
        Assert.Equal((1200, 1200), (image.Width, image.Height));
        Assert.Equal((Dark, Bright), (image[399, 599], image[400, 599]));
        Assert.Equal(((byte)0xdd, (byte)0xdd, (byte)0xdd), image[1199, 0]);
        Assert.Equal((Bright, Dark), (image[399, 600], image[400, 1199]));
    }

    [Fact]
    public void APixelIsTheMeanOfItsCells()
    {
        var values = new double[1, 2400];
        for (var i = 0; i < 2400; i++)
            values[0, i] = i is 2398 or 2399 ? 1.0 : 0.0;
        values[0, 10] = 2.0;
        values[0, 11] = -2.0;
        var image = ImageOf(new HeatMap(values, 0.0, 1.0));
        Assert.Equal(1200, image.Width);
        Assert.Equal((Dark, Dark, Bright), (image[5, 0], image[1198, 0], image[1199, 0]));
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

    private static DecodedPng ImageOf(HeatMap map)
    {
        var link = XDocument.Parse(map.ToSvg()).Descendants().Single(e => e.Name.LocalName == "image").Attribute("href")!.Value;
        return new DecodedPng(Convert.FromBase64String(link["data:image/png;base64,".Length..]));
    }
}
