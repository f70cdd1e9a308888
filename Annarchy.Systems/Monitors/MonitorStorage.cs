using Annarchy.Monitors;

namespace Annarchy;

/// <content>Where recordings go: memory, a limited memory, or files.</content>
public partial class Monitor
{
    private long? _limit;

    /// <summary>
    /// The largest number of records kept of each variable, of spikes for <c>spike</c>; the oldest ones make room for new ones. Null, the
    /// default, keeps all. <see cref="Times"/> tells of dropped records too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The recording goes to files.</exception>
    public long? Limit
    {
        get => _limit;
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(nameof(value), value, "The limit of a monitor is at least one record.");
            Network.CheckNotDisposed();
            if (value is not null && Files.Count > 0)
                throw new InvalidOperationException($"Monitor '{Name}' records to files, which have no limit.");
            _limit = value;
            foreach (var recorder in Recorders)
                recorder.Trim(value ?? long.MaxValue);
        }
    }

    /// <summary>The files the recording goes to; empty while it stays in memory.</summary>
    public IReadOnlyList<string> Files =>
        [.. Recorders.SelectMany(r => r.Logs).Select(l => l.File).OfType<string>()];

    /// <summary>
    /// Lets the recording go to files, as fits runs whose recordings are larger than memory. Records made so far move there as well; all of
    /// them can be read as before, and nothing is dropped by reading. <see cref="Stop"/> closes the files and leaves them; a reset of
    /// the network's monitors empties them.
    /// </summary>
    /// <remarks>
    /// The files are NumPy arrays whose first axis is time, and can be opened while the network runs; they are up to date after
    /// <see cref="Flush"/>, and by themselves a quarter of a megabyte at a time. Per variable there is <c>monitor.variable.npy</c>;
    /// of spikes <c>monitor.spike.ranks.npy</c>, who spiked, and <c>monitor.spike.steps.npy</c>, pairs of a step and its number of spikes; of
    /// synapses the values one dendrite after the other, and <c>monitor.variable.lengths.npy</c>, how many make a record.
    /// </remarks>
    /// <param name="folder">Folder of the files; created if needed. Files of the same names are replaced.</param>
    /// <exception cref="InvalidOperationException">
    /// The monitor has a <see cref="Limit"/> or goes to files already, or synapses are recorded that the network did not make yet.
    /// </exception>
    /// <exception cref="IOException">A file cannot be made. A full disk is found later, in the step whose record does not fit.</exception>
    public void StreamTo(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Network.CheckNotDisposed();
        if (_limit is not null)
            throw new InvalidOperationException($"Monitor '{Name}' has a limit: take it off before recording to files.");
        if (Files.Count > 0)
            throw new InvalidOperationException($"Monitor '{Name}' records to files already: {Files[0]}.");
        Directory.CreateDirectory(folder);
        var files = new List<(ChunkedLog Log, LogFile File)>();
        try
        {
            foreach (var recorder in Recorders)
            {
                foreach (var (log, suffix, element, shape) in recorder.Files)
                    files.Add((log, new LogFile(Path.Combine(folder, FileName($"{Name}.{recorder.Variable}{suffix}.npy")), element, shape)));
            }
        }
        catch
        {
            foreach (var (_, file) in files)
                file.Dispose();
            throw;
        }

        foreach (var (log, file) in files)
            log.StreamTo(file);
    }

    /// <summary>Brings the files up to date with the last step; without files there is nothing to do.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Flush()
    {
        Network.CheckNotDisposed();
        foreach (var log in Recorders.SelectMany(r => r.Logs))
            log.Flush();
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => Path.GetInvalidFileNameChars().Contains(c) ? '_' : c));

    private void CloseFiles()
    {
        foreach (var log in Recorders.SelectMany(r => r.Logs))
            log.EndStream();
    }
}
