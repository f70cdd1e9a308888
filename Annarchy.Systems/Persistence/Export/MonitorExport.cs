using Annarchy.Persistence;

namespace Annarchy;

/// <summary>Recordings in files of other programs.</summary>
public static class MonitorExport
{
    /// <summary>Saves what a monitor recorded.</summary>
    /// <param name="monitor">A monitor; it keeps its records.</param>
    /// <param name="path">
    /// The file, replaced as a whole. Its extension says the format: <c>.npz</c> (NumPy), <c>.mat</c> (MATLAB, Octave, SciPy), <c>.h5</c> or
    /// <c>.hdf5</c> (where the HDF5 library is installed), <c>.csv</c> (text).
    /// </param>
    /// <remarks>
    /// Arrays are named like the variables: a record per row, in the geometry of the neurons. Where the number of synapses changes from
    /// record to record, all values follow each other and <c>v_lengths</c> counts them. Spikes are <c>spike_steps</c>, <c>spike_times</c> (ms)
    /// and <c>spike_ranks</c>, in order of time. <c>v_start</c> and <c>v_stop</c> are the times, ms, between which it was recorded;
    /// <c>period</c> and <c>dt</c> are in ms. A <c>.csv</c> file holds one variable: of several, each gets a file, <c>name.v.csv</c>.
    /// </remarks>
    /// <exception cref="ArgumentException">The extension is none of these.</exception>
    /// <exception cref="DllNotFoundException">The HDF5 library is asked for and not installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this Monitor monitor, string path)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var variable in monitor.Variables)
            {
                var file = monitor.Variables.Count == 1 ? path : Path.ChangeExtension(path, null) + $".{ArrayPath.Escape(variable)}.csv";
                AtomicFile.Write(file, stream => CsvFile.Write(stream, monitor, variable));
            }

            return;
        }

        ExportFile.Write(path, [.. monitor.Variables.SelectMany(v => ArraysOf(monitor, v)), .. Settings(monitor)]);
    }

    private static IEnumerable<ExportArray> Settings(Monitor monitor) =>
        [ExportArray.Number("dt", monitor.Network.TimeStep), ExportArray.Number("period", monitor.Period)];

    private static List<ExportArray> ArraysOf(Monitor monitor, string variable)
    {
        var windows = monitor.Times(variable);
        var now = monitor.Network.Time;
        var arrays = new List<ExportArray>();
        if (variable is "spike" or "axon_spike")
        {
            var spikes = CsvFile.InOrder(monitor, variable);
            arrays.Add(new($"{variable}_steps", spikes.Select(s => s.Step).ToArray(), spikes.Count));
            arrays.Add(new($"{variable}_times", spikes.Select(s => s.Step * monitor.Network.TimeStep).ToArray(), spikes.Count));
            arrays.Add(new($"{variable}_ranks", spikes.Select(s => s.Rank).ToArray(), spikes.Count));
        }
        else
        {
            var rows = monitor.GetJagged(variable, keep: true);
            if (Array.TrueForAll(rows, r => r.Length == rows[0].Length))
            {
                var recording = monitor.Get(variable, keep: true);
                arrays.Add(new(variable, rows.SelectMany(r => r).ToArray(), [rows.Length, .. recording.RecordShape.Select(l => (long)l)]));
            }
            else
            {
                var values = rows.SelectMany(r => r).ToArray();
                arrays.Add(new(variable, values, values.Length));
                arrays.Add(new($"{variable}_lengths", rows.Select(r => r.LongLength).ToArray(), rows.Length));
            }
        }

        arrays.Add(new($"{variable}_start", windows.Select(w => w.Start).ToArray(), windows.Count));
        arrays.Add(new($"{variable}_stop", windows.Select(w => w.Stop ?? now).ToArray(), windows.Count));
        return arrays;
    }
}
