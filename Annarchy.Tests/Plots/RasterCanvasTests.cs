using Annarchy.Plots;
using Annarchy.Tests.Images;

namespace Annarchy.Tests.Plots;

/// <summary>Plots as pixels.</summary>
public class RasterCanvasTests
{
    private static readonly (byte, byte, byte) s_white = (255, 255, 255);
    private static readonly (byte, byte, byte) s_black = (0, 0, 0);

    [Fact]
    public void Lines_have_their_width_and_smooth_edges()
    {
        var canvas = new RasterCanvas(20, 20);
        canvas.Line(2.0, 10.0, 18.0, 10.0, "#000", width: 2.0);
        canvas.Line(10.5, 1.0, 10.5, 5.0, "#000000");
        for (var x = 3; x < 17; x++)
        {
            Assert.Equal(s_black, canvas.Pixels[x, 9]);
            Assert.Equal(s_black, canvas.Pixels[x, 10]);
            Assert.Equal(s_white, canvas.Pixels[x, 8]);
            Assert.Equal(s_white, canvas.Pixels[x, 11]);
        }

        Assert.Equal((s_white, s_black, s_white), (canvas.Pixels[9, 3], canvas.Pixels[10, 3], canvas.Pixels[11, 3]));
        canvas.Line(4.0, 15.0, 4.0, 19.0, "#000");
        Assert.Equal((128, 128), (canvas.Pixels[3, 17].R, canvas.Pixels[4, 17].G));
    }

    [Fact]
    public void Lines_break_at_gaps_and_end_at_the_edge()
    {
        var canvas = new RasterCanvas(30, 5);
        canvas.Polyline([-100.0, 5.5, 15.5, 20.5, 1e6], [2.5, 2.5, double.NaN, 2.5, 2.5], "#000", 1.0);
        Assert.Equal((s_black, s_black), (canvas.Pixels[0, 2], canvas.Pixels[5, 2]));
        Assert.Equal((s_white, s_white), (canvas.Pixels[7, 2], canvas.Pixels[19, 2]));
        Assert.Equal((s_black, s_black), (canvas.Pixels[21, 2], canvas.Pixels[29, 2]));
    }

    [Fact]
    public void Crossings_of_one_line_are_no_darker_than_the_line()
    {
        var canvas = new RasterCanvas(9, 9);
        canvas.Polyline([1.0, 8.0, 8.0, 4.0, 4.0], [4.0, 4.0, 8.0, 8.0, 1.0], "#808080", 1.0);
        Assert.Equal(canvas.Pixels[2, 4], canvas.Pixels[4, 4]);
    }

    [Fact]
    public void Rectangles_cover_parts_of_pixels()
    {
        var canvas = new RasterCanvas(10, 10);
        canvas.Rectangle(2.5, 3.0, 4.0, 2.0, "#000");
        Assert.Equal((byte)128, canvas.Pixels[2, 3].R);
        Assert.Equal((byte)128, canvas.Pixels[6, 4].B);
        Assert.Equal((s_black, s_white, s_white), (canvas.Pixels[4, 3], canvas.Pixels[4, 2], canvas.Pixels[4, 5]));
        canvas.Rectangle(-5.0, 8.0, 100.0, 100.0, "#ff0000");
        Assert.Equal(((byte)255, (byte)0, (byte)0), canvas.Pixels[9, 9]);
        Assert.Throws<ArgumentException>(() => canvas.Rectangle(0, 0, 1, 1, "sky"));
    }

    [Fact]
    public void Text_stands_where_its_anchor_says()
    {
        foreach (var (anchor, left, right) in new[] { ("start", 60, 99), ("end", 0, 61), ("middle", 30, 90) })
        {
            var canvas = new RasterCanvas(120, 30);
            canvas.Text(60.0, 20.0, "A1", 12.0, anchor);
            var inked = Inked(canvas.Pixels);
            Assert.NotEmpty(inked);
            Assert.All(inked, p => Assert.InRange(p.X, left - 1, right));
            Assert.All(inked, p => Assert.InRange(p.Y, 9, 21));
        }

        var turned = new RasterCanvas(40, 120);
        turned.Text(20.0, 60.0, "a label", rotate: -90.0);
        Assert.All(Inked(turned.Pixels), p => Assert.InRange(p.X, 8, 24));
        Assert.InRange(Inked(turned.Pixels).Average(p => p.Y), 50.0, 70.0);
    }

    [Fact]
    public void Every_printable_letter_has_a_glyph()
    {
        var unknown = Points("\u2603");
        for (var letter = '!'; letter <= '~'; letter++)
        {
            var text = letter.ToString();
            var strokes = StrokeFont.Strokes(text, 10.0).ToList();
            Assert.NotEmpty(strokes);
            Assert.NotEqual(unknown, Points(text));
            Assert.All(strokes, s => Assert.All(s.Xs, x => Assert.InRange(x, 0.0, StrokeFont.WidthOf(text, 10.0))));
            Assert.All(strokes, s => Assert.All(s.Ys, y => Assert.InRange(y, -8.5, 2.5)));
        }

        Assert.Equal(0.0, StrokeFont.WidthOf(string.Empty, 10.0));
        Assert.Empty(StrokeFont.Strokes("   ", 10.0));

        static double[] Points(string text) => [.. StrokeFont.Strokes(text, 10.0).SelectMany(s => s.Xs.Concat(s.Ys))];
    }

    [Fact]
    public void A_heat_map_keeps_the_colours_of_its_cells()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        var map = new HeatMap(new[,] { { 0.0, 1.0 }, { 1.0, 0.0 } }) { Title = "cells", Width = 400, Height = 300 };
        map.Save(path);
        var image = new DecodedPng(File.ReadAllBytes(path));
        File.Delete(path);
        Assert.Equal((400, 300), (image.Width, image.Height));

        // The frame is from 72 to 300 and from 40 to 248.
        Assert.Equal(((byte)68, (byte)1, (byte)84), image[100, 100]);
        Assert.Equal(((byte)253, (byte)231, (byte)37), image[250, 100]);
        Assert.Equal(((byte)253, (byte)231, (byte)37), image[100, 200]);
        Assert.Equal(s_white, image[399, 299]);
    }

    private static List<(int X, int Y)> Inked(PixelImage image) =>
        [.. from y in Enumerable.Range(0, image.Height) from x in Enumerable.Range(0, image.Width) where image[x, y].R < 200 select (x, y)];
}
