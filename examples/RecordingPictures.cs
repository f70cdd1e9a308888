using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// What monitors do: periods, windows, geometry, spike statistics, files for long runs, and a picture of everything in one call each.
/// The network is a sheet of adaptive exponential neurons that excite their neighbours.
/// </summary>
internal sealed class RecordingPictures : IExample
{
    public string Name => "recording";

    public string Description => "Recording a sheet of neurons, its figures and pictures, and a recording on disk";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 0.1, seed: 8);
        var sheet = net.Create((20, 20), new EIF_cond_exp_isfa_ista(), name: "sheet");
        sheet["i_offset"] = new Normal(0.65, 0.1);
        sheet["v"] = new Uniform(-70.6, -50.0);
        var lateral = net.Connect(sheet, sheet, "exc").Gaussian(amp: 0.0004, sigma: 0.1);

        var spikes = net.Monitor(sheet, "spike", name: "spikes");
        var potentials = net.Monitor(sheet, "v", period: 1.0, name: "potentials");
        var conductances = net.Monitor(sheet[..5], "g_exc", name: "conductances");
        var weights = net.Monitor(lateral, "w", period: 500.0, name: "weights");
        weights.Pause();

        var folder = Path.Combine("out", "recording");
        potentials.StreamTo(folder);
        net.Simulate(1000.0, new ProgressBar("first second"));
        conductances.Pause();
        net.Simulate(500.0, new ProgressBar("unobserved"));
        conductances.Resume();
        weights.Resume();
        net.Simulate(500.0, new ProgressBar("last half second"));

        Console.WriteLine($"windows            {string.Join(", ", conductances.Times("g_exc").Select(w => $"{w.Start} to {w.Stop?.ToString() ?? "now"} ms"))}");
        Console.WriteLine($"records of v       {potentials.Get("v").Records}, each of shape {string.Join(" x ", potentials.Get("v").RecordShape)}");
        Console.WriteLine($"file               {potentials.Files[0]}");
        Console.WriteLine($"mean rate          {spikes.MeanFr():F1} Hz");
        Console.WriteLine($"mean CV of ISI     {spikes.CoefficientOfVariation().DefaultIfEmpty().Average():F2}");

        spikes.SaveRaster(Path.Combine(folder, "raster.svg"));
        spikes.SavePopulationRate(Path.Combine(folder, "rate.svg"), smooth: 10.0);
        spikes.SaveInterSpikeIntervals(Path.Combine(folder, "intervals.svg"));
        potentials.SaveTraces("v", Path.Combine(folder, "traces.svg"), [0, 190], unit: "mV");
        potentials.SaveFrame("v", Path.Combine(folder, "frame.svg"));
        potentials.SaveHistogram("v", Path.Combine(folder, "potentials.svg"), unit: "mV");
        conductances.SaveHeatMap("g_exc", Path.Combine(folder, "conductances.svg"));
        lateral.SaveReceptiveFieldMap(Path.Combine(folder, "receptive-fields.svg"));
        Console.WriteLine($"pictures           {folder}");
    }
}
