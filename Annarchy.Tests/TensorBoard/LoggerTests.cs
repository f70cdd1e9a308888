using Annarchy.Plots;
using Annarchy.TensorBoard;
using Annarchy.Tests.Images;

namespace Annarchy.Tests.TensorBoard;

public sealed class LoggerTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Scalars_are_read_back()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddScalar("Accuracy", 0.25, 3);
            logger.AddScalar("Weights/größte", double.NaN, -1);
            logger.AddScalar("Accuracy", 1e300, long.MaxValue);
        }

        var file = File.ReadAllBytes(Directory.GetFiles(Path.Combine(_folder, "run")).Single());

        // Every event file begins so: 24 bytes, the checksum of this length, and field 1 of 8 bytes.
        Assert.Equal([0x18, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22, 0x09], file[..13]);
        var events = EventReader.Read(file);
        Assert.Equal(4, events.Count);
        Assert.Equal("brain.Event:2", events[0].Text(3));
        Assert.All(events, e => Assert.InRange(e.Double(1), before - 1.0, before + 600.0));
        Assert.Equal([3L, -1L, long.MaxValue], events[1..].Select(e => e.Integer(2)));
        var values = events[1..].Select(Value).ToArray();
        Assert.Equal(["Accuracy", "Weights/größte", "Accuracy"], values.Select(v => v.Text(1)));
        Assert.Equal([0.25f, float.NaN, float.PositiveInfinity], values.Select(v => v.Single(2)));
    }

    [Fact]
    public void Damage_is_noticed()
    {
        using (var logger = new Logger(_folder, "run"))
            logger.AddScalar("Accuracy", 0.25);
        var file = File.ReadAllBytes(Directory.GetFiles(Path.Combine(_folder, "run")).Single());
        file[^6] ^= 1;
        Assert.Throws<InvalidDataException>(() => EventReader.Read(file));
    }

    [Fact]
    public void Several_series_of_a_diagram_are_runs_of_their_own()
    {
        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddScalars("Rates/all", new Dictionary<string, double> { ["exc"] = 1.0, ["inh"] = 2.0 }, 1);
            logger.AddScalars("Rates/all", new Dictionary<string, double> { ["exc"] = 3.0 }, 2);
        }

        var exc = EventReader.ReadFolder(Path.Combine(_folder, "run", "Rates_all_exc"))[1..];
        Assert.Equal([1.0f, 3.0f], exc.Select(e => Value(e).Single(2)));
        Assert.Equal("Rates/all", Value(exc[1]).Text(1));
        Assert.Equal(2.0f, Value(EventReader.ReadFolder(Path.Combine(_folder, "run", "Rates_all_inh"))[1]).Single(2));
    }

    [Fact]
    public void What_is_logged_can_be_read_before_the_end()
    {
        using var logger = new Logger(_folder, "run");
        Assert.Single(EventReader.ReadFolder(logger.Folder));
        logger.AddScalar("a", 1.0);
        logger.Flush();
        Assert.Equal(2, EventReader.ReadFolder(logger.Folder).Count);
        using var again = new Logger(_folder, "run");
        Assert.Equal(2, Directory.GetFiles(logger.Folder).Length);
        using var named = new Logger(_folder);
        Assert.EndsWith("_" + Environment.MachineName, named.Folder, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_read_back()
    {
        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddImage("grey", new[,] { { 0.0, 0.5, 1.0 }, { -3.0, double.NaN, 7.0 } }, 4);
            logger.AddImage("equalized", new[,] { { 2.0, 4.0, 3.0 } }, equalize: true);
            logger.AddImage("colours", new[,,] { { { 1.0, 0.0, 0.2 } } });
            logger.AddImage("flat", new[,] { { 5.0, 5.0 } }, equalize: true);
        }

        var events = EventReader.ReadFolder(Path.Combine(_folder, "run"));
        Assert.Equal(4L, events[1].Integer(2));
        Assert.Equal([0, 128, 255, 0, 0, 255], Image(events[1], "grey").Pixels);
        Assert.Equal([0, 255, 128], Image(events[2], "equalized").Pixels);
        Assert.Equal([255, 0, 51], Image(events[3], "colours").Pixels);
        Assert.Equal([0, 0], Image(events[4], "flat").Pixels);
    }

    [Fact]
    public void Many_images_stand_eight_in_a_row()
    {
        var images = new double[10, 2, 3];
        for (var i = 0; i < 10; i++)
        {
            for (var y = 0; y < 2; y++)
            {
                for (var x = 0; x < 3; x++)
                    images[i, y, x] = (100 * i) + (10 * y) + x;
            }
        }

        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddImages("all", images, equalize: true);
            logger.AddImages("each", images, equalize: true, equalizePerImage: true);
        }

        var events = EventReader.ReadFolder(Path.Combine(_folder, "run"));
        var (all, each) = (Image(events[1], "all"), Image(events[2], "each"));
        Assert.Equal((24, 4, 1), (all.Width, all.Height, all.Channels));
        Assert.Equal((byte)Math.Round(255.0 * 712.0 / 912.0), all[(7 * 3) + 2, 1].R);
        Assert.Equal((byte)255, all[3 + 2, 2 + 1].R);
        Assert.Equal((byte)0, all[6, 2].R);
        Assert.Equal([0, 255], new[] { each[12, 0].R, each[14, 1].R });
    }

    [Fact]
    public void Values_of_a_population_are_an_image()
    {
        using var net = new Network();
        var pop = net.Create((2, 2), new Neuron(parameters: "r = 0.0"));
        pop["r"] = new[] { 0.0, 1.0, 1.0, 0.0 };
        using (var logger = new Logger(_folder, "run"))
            logger.AddImage("r", pop["r"]);
        Assert.Equal([0, 255, 255, 0], Image(EventReader.ReadFolder(Path.Combine(_folder, "run"))[1], "r").Pixels);
    }

    [Fact]
    public void A_figure_is_an_image()
    {
        using (var logger = new Logger(_folder, "run"))
            logger.AddFigure("trace", new TracePlot { Width = 300, Height = 200 }.Add([0.0, 1.0], [0.0, 1.0]), 2);
        var image = Image(EventReader.ReadFolder(Path.Combine(_folder, "run"))[1], "trace");
        Assert.Equal((300, 200, 3), (image.Width, image.Height, image.Channels));
        Assert.Contains(((byte)0x1f, (byte)0x5f, (byte)0xa8), from y in Enumerable.Range(0, 200) from x in Enumerable.Range(0, 300) select image[x, y]);
    }

    [Fact]
    public void Histograms_are_read_back()
    {
        double[] values = [.. Enumerable.Range(0, 6400).Select(i => -1.0 + (i / 3200.0))];
        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddHistogram("w", values, 5);
            logger.AddHistogram("one", new[] { 2.0, 2.0 });
            logger.AddHistogram("huge", new[] { -double.MaxValue, 0.0, double.MaxValue });
        }

        var events = EventReader.ReadFolder(Path.Combine(_folder, "run"));
        var w = Value(events[1]).Message(5);
        Assert.Equal((-1.0, values[^1], 6400.0), (w.Double(1), w.Double(2), w.Double(3)));
        Assert.Equal(values.Sum(), w.Double(4), 9);
        Assert.Equal(values.Sum(v => v * v), w.Double(5), 9);
        var (limits, counts) = (w.Doubles(6), w.Doubles(7));
        Assert.Equal(limits.Order(), limits);
        Assert.Equal(values[^1], limits[^1]);
        Assert.Equal(64, counts.Length);
        Assert.All(counts, c => Assert.InRange(c, 99.0, 101.0));
        Assert.Equal(6400.0, counts.Sum());
        var one = Value(events[2]).Message(5);
        Assert.Equal([2.0, 2.0], [.. one.Doubles(6), .. one.Doubles(7)]);
        var huge = Value(events[3]).Message(5);
        Assert.All(huge.Doubles(6), limit => Assert.True(double.IsFinite(limit)));
        Assert.Equal((1.0, 1.0, 1.0), (huge.Doubles(7)[0], huge.Doubles(7)[32], huge.Doubles(7)[^1]));
    }

    [Fact]
    public void Parameters_make_a_session_of_an_experiment()
    {
        using (var logger = new Logger(_folder, "run"))
        {
            logger.AddParameters(
                new Dictionary<string, object> { ["tau"] = 10.0, ["n"] = 3, ["rule"] = "STDP", ["plastic"] = true },
                new Dictionary<string, double> { ["accuracy"] = 0.5 });
            logger.AddParameters(new Dictionary<string, object> { ["tau"] = 20.0 }, new Dictionary<string, double>());
        }

        Assert.True(Directory.Exists(Path.Combine(_folder, "run", "parameters_1")));
        var events = EventReader.ReadFolder(Path.Combine(_folder, "run", "parameters"));
        Assert.Equal(
            ["_hparams_/experiment", "_hparams_/session_start_info", "_hparams_/session_end_info", "accuracy"], events[1..].Select(e => Value(e).Text(1)));
        Assert.Equal(0.5f, Value(events[4]).Single(2));
        Assert.All(events[1..4], e => Assert.Equal("hparams", Value(e).Message(9).Message(1).Text(1)));

        var experiment = Plugin(events[1]).Message(2);
        Assert.Equal([("tau", 3L), ("n", 3L), ("rule", 1L), ("plastic", 2L)], experiment.Messages(4).Select(i => (i.Text(1), i.Integer(4))));
        Assert.Equal("accuracy", experiment.Message(5).Message(1).Text(2));
        var start = Plugin(events[2]).Message(3);
        var values = start.Messages(1).ToDictionary(e => e.Text(1), e => e.Message(2));
        Assert.Equal((10.0, 3.0, "STDP", 1L), (values["tau"].Double(2), values["n"].Double(2), values["rule"].Text(3), values["plastic"].Integer(4)));
        Assert.Equal(1L, Plugin(events[3]).Message(4).Integer(1));

        static EventReader.Fields Plugin(EventReader.Fields e) => Value(e).Message(9).Message(1).Message(2);
    }

    [Fact]
    public void Bad_input_is_refused_before_anything_is_written()
    {
        var logger = new Logger(_folder, "run");
        Assert.StartsWith(
            "The values have the shape (3); expected is (height, width) for grey, with a last dimension of 3 for colours.",
            Assert.Throws<ArgumentException>(() => logger.AddImage("a", new[] { 1.0, 2.0, 3.0 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => logger.AddImage("a", new double[2, 2, 4]));
        Assert.Throws<ArgumentException>(() => logger.AddImage("a", new double[0, 2]));
        Assert.Throws<ArgumentException>(() => logger.AddImage("a", 1.0));
        Assert.Throws<ArgumentException>(() => logger.AddImages("a", new double[2, 2]));
        Assert.Throws<ArgumentException>(() => logger.AddHistogram("a", Array.Empty<double>()));
        Assert.Throws<ArgumentException>(() => logger.AddHistogram("a", new[] { 1.0, double.NaN }));
        Assert.Throws<ArgumentException>(() => logger.AddScalar(" ", 1.0));
        Assert.StartsWith(
            "Parameter 'when' is neither a number nor a truth value nor a text, but DateTime.",
            Assert.Throws<ArgumentException>(() => logger.AddParameters(
                new Dictionary<string, object> { ["when"] = DateTime.UnixEpoch }, new Dictionary<string, double>())).Message,
            StringComparison.Ordinal);
        logger.Dispose();
        logger.Dispose();
        Assert.Throws<ObjectDisposedException>(() => logger.AddScalar("a", 1.0));
        Assert.Throws<ObjectDisposedException>(logger.Flush);
        Assert.Single(EventReader.ReadFolder(logger.Folder));
        Assert.Empty(Directory.GetDirectories(logger.Folder));
    }

    private static EventReader.Fields Value(EventReader.Fields e) => e.Message(5).Message(1);

    private static DecodedPng Image(EventReader.Fields e, string tag)
    {
        Assert.Equal(tag, Value(e).Text(1));
        var image = Value(e).Message(4);
        var png = new DecodedPng(image.Bytes(4));
        Assert.Equal((image.Integer(1), image.Integer(2), image.Integer(3)), (png.Height, png.Width, png.Channels));
        return png;
    }
}
