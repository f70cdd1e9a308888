using System.Globalization;
using Annarchy.Images;
using Annarchy.Plots;
using Google.Protobuf.WellKnownTypes;

namespace Annarchy.TensorBoard;

/// <summary>Writes what happens in simulations for TensorBoard to show: run <c>tensorboard --logdir runs</c> beside it.</summary>
/// <remarks>
/// Each logger is a run, with a folder of its own. Tags name the diagrams; those with a common beginning before a slash
/// ("Weights/exc", "Weights/inh") stand together. Events reach the file at the latest a second after, with the next event, or with
/// <see cref="Flush"/>. A logger is used by one thread at a time.
/// </remarks>
/// <example><code>
/// using var logger = new Logger();
/// for (var trial = 0; trial &lt; 100; trial++)
/// {
///     net.Simulate(1000.0);
///     logger.AddScalar("Accuracy", accuracy, trial);
///     logger.AddHistogram("Weights", proj["w"], trial);
/// }
/// </code></example>
public sealed class Logger : IDisposable
{
    private readonly EventFile _file;
    private readonly Dictionary<string, EventFile> _series = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>Begins a run.</summary>
    /// <param name="logdir">Folder of all runs; created.</param>
    /// <param name="experiment">
    /// Folder of this run within it; by default the time and the name of the machine, such as <c>Apr22_12-11-22_machine</c>. A run of the same
    /// name is continued.
    /// </param>
    /// <exception cref="IOException">The folder or the file cannot be made.</exception>
    public Logger(string logdir = "runs", string? experiment = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(logdir);
        var now = DateTime.Now.ToString("MMMdd_HH-mm-ss", CultureInfo.InvariantCulture);
        Folder = Path.Combine(logdir, string.IsNullOrWhiteSpace(experiment) ? $"{now}_{Environment.MachineName}" : experiment);
        _file = new EventFile(Folder);
    }

    /// <summary>Folder of this run.</summary>
    public string Folder { get; }

    /// <summary>Logs a number.</summary>
    /// <param name="tag">Name of the diagram.</param>
    /// <param name="value">The number; kept in single precision.</param>
    /// <param name="step">Place on the horizontal axis, such as the number of the trial.</param>
    public void AddScalar(string tag, double value, long step = 0)
    {
        Check(tag);
        _file.Append(EventMessages.Scalar(tag, value, step));
    }

    /// <summary>Logs several numbers that are shown in one diagram: each series is a run of its own in a folder beside the events of this one.</summary>
    /// <param name="tag">Name of the diagram.</param>
    /// <param name="values">The numbers by name of the series.</param>
    /// <param name="step">Place on the horizontal axis.</param>
    public void AddScalars(string tag, IReadOnlyDictionary<string, double> values, long step = 0)
    {
        Check(tag);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values)
        {
            var folder = FolderName($"{tag}_{name}");
            if (!_series.TryGetValue(folder, out var file))
                _series.Add(folder, file = new EventFile(Path.Combine(Folder, folder)));
            file.Append(EventMessages.Scalar(tag, value, step));
        }
    }

    /// <summary>Logs an image.</summary>
    /// <param name="tag">Name of the image.</param>
    /// <param name="image">
    /// Values from 0 (black) to 1, of shape (height, width), or (height, width, 3) for red, green and blue. Others are cut off; NaN is black.
    /// </param>
    /// <param name="step">When it was.</param>
    /// <param name="equalize">Whether the smallest value is to be black and the largest white.</param>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public void AddImage(string tag, Values image, long step = 0, bool equalize = false)
    {
        Check(tag);
        Append(tag, PixelGrid.Of(image, equalize), step);
    }

    /// <summary>Logs several images as one, eight in a row.</summary>
    /// <param name="tag">Name of the image.</param>
    /// <param name="images">Values as of <see cref="AddImage"/>, of shape (number, height, width) or (number, height, width, 3).</param>
    /// <param name="step">When it was.</param>
    /// <param name="equalize">Whether the smallest value is to be black and the largest white.</param>
    /// <param name="equalizePerImage">Whether that is the smallest and largest of each image, not of all.</param>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public void AddImages(string tag, Values images, long step = 0, bool equalize = false, bool equalizePerImage = false)
    {
        Check(tag);
        Append(tag, PixelGrid.OfMany(images, equalize, equalizePerImage), step);
    }

    /// <summary>Logs a plot, as an image of its size.</summary>
    /// <param name="tag">Name of the image.</param>
    /// <param name="figure">The plot.</param>
    /// <param name="step">When it was.</param>
    public void AddFigure(string tag, Plot figure, long step = 0)
    {
        Check(tag);
        ArgumentNullException.ThrowIfNull(figure);
        var pixels = figure.Rasterise();
        _file.Append(EventMessages.Image(tag, step, pixels.Width, pixels.Height, 3, pixels.ToPng()));
    }

    /// <summary>Logs how values are distributed.</summary>
    /// <param name="tag">Name of the diagram.</param>
    /// <param name="values">The values, such as all weights of a projection.</param>
    /// <param name="step">When it was.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public void AddHistogram(string tag, Values values, long step = 0)
    {
        Check(tag);
        _file.Append(EventMessages.Histogram(tag, step, new Histogram(values.ToArray())));
    }

    /// <summary>
    /// Logs the parameters of a run and what came out of it, for comparison with other runs; usually once, at its end. They are kept in a folder
    /// <c>parameters</c> of the run.
    /// </summary>
    /// <param name="parameters">Numbers, truth values and texts by name.</param>
    /// <param name="metrics">Numbers by name.</param>
    /// <exception cref="ArgumentException">A parameter is neither a number nor a truth value nor a text.</exception>
    public void AddParameters(IReadOnlyDictionary<string, object> parameters, IReadOnlyDictionary<string, double> metrics)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(metrics);
        var values = parameters.ToDictionary(p => p.Key, p => ValueOf(p.Key, p.Value));
        using var file = new EventFile(UnusedFolder("parameters"));
        foreach (var message in ParameterMessages.Session(values, metrics.Keys))
            file.Append(message);
        foreach (var (name, value) in metrics)
            file.Append(EventMessages.Scalar(name, value, 0));
    }

    /// <summary>Writes out all events so far.</summary>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _file.Flush();
        foreach (var file in _series.Values)
            file.Flush();
    }

    /// <summary>Writes out all events and ends the run.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _file.Dispose();
        foreach (var file in _series.Values)
            file.Dispose();
    }

    private static Value ValueOf(string name, object value) => value switch
    {
        bool truth => Value.ForBool(truth),
        string text => Value.ForString(text),
        IConvertible number and not (char or DateTime or System.Enum) => Value.ForNumber(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(
            $"Parameter '{name}' is neither a number nor a truth value nor a text, but {value?.GetType().Name ?? "null"}.", nameof(value)),
    };

    /// <summary>A name without what separates or is not allowed in the names of folders.</summary>
    private static string FolderName(string name)
    {
        char[] forbidden = [.. Path.GetInvalidFileNameChars(), '/', '\\', ':'];
        return string.Concat(name.Select(c => forbidden.Contains(c) ? '_' : c));
    }

    private string UnusedFolder(string name)
    {
        var folder = Path.Combine(Folder, name);
        for (var i = 1; Directory.Exists(folder); i++)
            folder = Path.Combine(Folder, $"{name}_{i}");
        return folder;
    }

    private void Append(string tag, PixelGrid grid, long step) => _file.Append(EventMessages.Image(
        tag, step, grid.Width, grid.Height, grid.Channels, PngWriter.Encode(grid.Pixels, grid.Width, grid.Height, grid.Channels)));

    private void Check(string tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
    }
}
