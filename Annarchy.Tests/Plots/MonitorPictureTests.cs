using System.Xml.Linq;
using Annarchy.Plots;

namespace Annarchy.Tests.Plots;

public sealed class MonitorPictureTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OneCallMakesAPicture()
    {
        using var net = new Network(dt: 0.5, seed: 3);
        var pop = net.Create(
            (4, 5), new Neuron(equations: "v += Uniform(0.0, 1.0) + 0.0 * g_exc", spike: "v > 3.5", reset: "v = 0.0"), name: "a < b");
        var proj = net.Connect(pop, pop, "exc").AllToAll(weights: new Uniform(0.0, 1.0));
        var monitor = net.Monitor(pop, ["v", "spike"], period: 1.0);
        net.Simulate(100.0);
        monitor.SaveRaster(In("raster"));
        monitor.SaveTraces("v", In("traces"), [0, 7], unit: "mV");
        monitor.SaveHeatMap("v", In("map"));
        monitor.SaveFrame("v", In("frame"));
        monitor.SaveHistogram("v", In("histogram"), unit: "mV");
        monitor.SaveInterSpikeIntervals(In("intervals"), bins: 10);
        monitor.SavePopulationRate(In("rate"), smooth: 5.0, title: "Rate");
        proj.SaveReceptiveFieldMap(In("fields"));

        Assert.Equal(["Spikes of a < b", "time (ms)", "neuron"], Labels("raster"));
        Assert.Equal(["v of a < b", "time (ms)", "v (mV)"], Labels("traces"));
        Assert.Contains("v[7]", Texts("traces"));
        Assert.Equal("time (ms)", Labels("map")[1]);
        Assert.Equal("v of a < b at 99 ms", Labels("frame")[0]);
        Assert.Equal(["v of a < b", "v (mV)", "count"], Labels("histogram"));
        Assert.Equal("interval (ms)", Labels("intervals")[1]);
        Assert.Equal(["Rate", "time (ms)", "rate (Hz)"], Labels("rate"));
        Assert.Equal("w of proj0", Labels("fields")[0]);
        Assert.Equal(100, monitor.Get("v").Records);
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.SaveTraces("v", In("none"), [20]));
        Assert.Throws<ArgumentException>(() => net.Monitor(pop, "v").SaveRaster(In("none")));

        // A dot per spike.
        var dots = XDocument.Load(In("raster")).Descendants().Where(e => e.Name.LocalName == "path").Sum(e => e.Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Equal(monitor.Spikes().Values.Sum(t => t.Length), dots);
    }

    private string In(string name) => Path.Combine(_folder, name + ".svg");

    private string[] Texts(string name) =>
        [.. XDocument.Load(In(name)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    /// <summary>Title and names of the axes, which are written last of the frame.</summary>
    private string[] Labels(string name) => [.. Texts(name).Where(t => !double.TryParse(t, out _) && !t.StartsWith("v[", StringComparison.Ordinal))];
}
