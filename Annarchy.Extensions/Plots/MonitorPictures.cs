namespace Annarchy.Plots;

/// <summary>Pictures of recordings and weights, one call each, as SVG files, or PNG where the path ends with <c>.png</c>. The monitor keeps its records.</summary>
public static class MonitorPictures
{
    private const int DefaultTraces = 5;

    /// <summary>Draws a dot per recorded spike: time across, neurons up.</summary>
    /// <param name="monitor">Records <c>spike</c> or <c>axon_spike</c>.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public static void SaveRaster(this Monitor monitor, string path, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        var (times, ranks) = monitor.RasterPlot();
        new RasterPlot { Title = title ?? $"Spikes of {monitor.Target}" }.Add(times, ranks).Save(path);
    }

    /// <summary>Draws the time courses of some neurons or synapses.</summary>
    /// <param name="monitor">Records the variable.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="columns">Places among those recorded; null for the first five.</param>
    /// <param name="unit">Unit of the variable, such as <c>mV</c>.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside of those recorded.</exception>
    public static void SaveTraces(
        this Monitor monitor, string variable, string path, IEnumerable<int>? columns = null, string? unit = null, string? title = null)
    {
        var recording = Read(monitor, variable);
        int[] chosen = [.. columns ?? Enumerable.Range(0, Math.Min(DefaultTraces, recording.Width))];
        double[] times = [.. recording.Times];
        var plot = new TracePlot { Title = title ?? $"{variable} of {monitor.Target}", YLabel = WithUnit(variable, unit) };
        foreach (var column in chosen)
        {
            if ((uint)column >= (uint)recording.Width)
                throw new ArgumentOutOfRangeException(nameof(columns), column, $"Recorded are {recording.Width} values, from 0 to {recording.Width - 1}.");
            plot.Add(times, recording.Series(column), chosen.Length > 1 ? $"{variable}[{column}]" : null);
        }

        plot.Save(path);
    }

    /// <summary>Draws all values of a variable as colours: time across, neurons or synapses down.</summary>
    /// <param name="monitor">Records the variable.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    public static void SaveHeatMap(this Monitor monitor, string variable, string path, string? title = null)
    {
        var recording = Read(monitor, variable);
        var transposed = new double[recording.Width, recording.Records];
        for (var record = 0; record < recording.Records; record++)
        {
            for (var column = 0; column < recording.Width; column++)
                transposed[column, record] = recording[record, column];
        }

        // Where the recording paused, columns are not equally far apart in time.
        var times = recording.Times;
        var isContinuous = times.Count > 0 && Math.Abs(times[^1] - times[0] - ((times.Count - 1) * monitor.Period)) < 0.5 * monitor.Period;
        new HeatMap(transposed)
        {
            Title = title ?? $"{variable} of {monitor.Target}",
            XLabel = isContinuous ? "time (ms)" : FormattableString.Invariant($"record (one every {monitor.Period} ms)"),
            YLabel = "neuron",
            XRange = isContinuous ? (times[0], times[^1] + monitor.Period) : null,
        }.Save(path);
    }

    /// <summary>Draws one record of a variable in the geometry of the neurons, for sheets of neurons.</summary>
    /// <param name="monitor">Records the variable of neurons of two dimensions.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="record">Number of the record, from 0; negative counts from the end.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded and the time.</param>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    /// <exception cref="InvalidOperationException">The neurons do not lie in two dimensions.</exception>
    public static void SaveFrame(this Monitor monitor, string variable, string path, int record = -1, string? title = null)
    {
        var recording = Read(monitor, variable);
        var index = record < 0 ? record + recording.Records : record;
        if ((uint)index >= (uint)recording.Records)
            throw new ArgumentOutOfRangeException(nameof(record), record, $"There are {recording.Records} records.");
        double[,] frame = recording.Frame(index);
        new HeatMap(frame)
        {
            Title = title ?? FormattableString.Invariant($"{variable} of {monitor.Target} at {recording.Times[index]} ms"),
            Width = WidthFor(frame),
        }.Save(path);
    }

    /// <summary>Draws how often the values of a variable occurred, over all records and neurons.</summary>
    /// <param name="monitor">Records the variable.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="unit">Unit of the variable, such as <c>mV</c>.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    public static void SaveHistogram(
        this Monitor monitor, string variable, string path, int bins = 50, string? unit = null, string? title = null)
    {
        double[] values = [.. Read(monitor, variable).ToArray().Cast<double>()];
        new HistogramPlot(values, bins) { Title = title ?? $"{variable} of {monitor.Target}", XLabel = WithUnit(variable, unit) }.Save(path);
    }

    /// <summary>Draws how often inter-spike intervals occurred.</summary>
    /// <param name="monitor">Records <c>spike</c> or <c>axon_spike</c>.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public static void SaveInterSpikeIntervals(this Monitor monitor, string path, int bins = 50, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        new HistogramPlot(monitor.InterSpikeInterval(), bins)
        {
            Title = title ?? $"Inter-spike intervals of {monitor.Target}",
            XLabel = "interval (ms)",
        }.Save(path);
    }

    /// <summary>Draws the firing rate of all recorded neurons together over time.</summary>
    /// <param name="monitor">Records <c>spike</c> or <c>axon_spike</c>.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="smooth">Time constant of the smoothing, ms; 0 for none.</param>
    /// <param name="title">Line above the frame; null for the name of what is recorded.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public static void SavePopulationRate(this Monitor monitor, string path, double smooth = 0.0, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        var rates = monitor.PopulationRate(smooth: smooth);
        var (start, dt) = (monitor.Times("spike") is [var first, ..] ? first.Start : 0.0, monitor.Network.TimeStep);
        double[] times = [.. Enumerable.Range(0, rates.Length).Select(i => start + (i * dt))];
        new TracePlot { Title = title ?? $"Firing rate of {monitor.Target}", YLabel = "rate (Hz)" }.Add(times, rates).Save(path);
    }

    /// <summary>Draws the receptive fields of a projection: for every post-synaptic neuron the values of its synapses, side by side.</summary>
    /// <param name="projection">A projection of a compiled network.</param>
    /// <param name="path">Where to; directories are created.</param>
    /// <param name="attribute">What to draw of each synapse.</param>
    /// <param name="title">Line above the frame; null for the name of the projection.</param>
    public static void SaveReceptiveFieldMap(this Projection projection, string path, string attribute = "w", string? title = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var fields = projection.ReceptiveFields(attribute);
        new HeatMap(fields) { Title = title ?? $"{attribute} of {projection.Name}", Width = WidthFor(fields) }.Save(path);
    }

    private static Recording Read(Monitor monitor, string variable)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return monitor.Get(variable, keep: true);
    }

    /// <summary>Width of a picture, pixels, in which cells are square, within reason.</summary>
    private static double WidthFor(double[,] cells)
    {
        const double margins = 172.0;
        const double height = 388.0;
        return margins + Math.Clamp(height * cells.GetLength(1) / Math.Max(1, cells.GetLength(0)), 0.6 * height, 3.0 * height);
    }

    private static string WithUnit(string variable, string? unit) => unit is null ? variable : $"{variable} ({unit})";
}
