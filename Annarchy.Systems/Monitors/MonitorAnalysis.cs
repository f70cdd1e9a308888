using Annarchy.Monitors;

namespace Annarchy;

/// <content>Figures of recorded spikes.</content>
/// <remarks>
/// Every method takes spikes as <see cref="Spikes"/> returned them. Left out, they are those recorded so far, which the monitor keeps.
/// </remarks>
public partial class Monitor
{
    /// <summary>Spikes as points for a raster plot, in order of rank.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <returns>Time of each spike in ms, and who spiked.</returns>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public (double[] Times, int[] Ranks) RasterPlot(IReadOnlyDictionary<int, long[]>? spikes = null) =>
        SpikeAnalysis.RasterPlot(Given(spikes), Network.TimeStep);

    /// <summary>How many spikes of all neurons fall into successive bins.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="bin">Width of a bin, ms; 0 for one step.</param>
    /// <param name="window">When to count; null for the time from the first to the last spike.</param>
    /// <inheritdoc cref="SpikeAnalysis.Histogram"/>
    public int[] Histogram(IReadOnlyDictionary<int, long[]>? spikes = null, double bin = 0.0, RecordingWindow? window = null) =>
        SpikeAnalysis.Histogram(Given(spikes), Network.TimeStep, bin, window);

    /// <summary>How many spikes of each neuron fall into successive bins.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="bin">Width of a bin, ms; 0 for one step.</param>
    /// <param name="window">When to count; null for the time from the first to the last spike.</param>
    /// <inheritdoc cref="SpikeAnalysis.HistogramPerNeuron"/>
    public int[,] HistogramPerNeuron(IReadOnlyDictionary<int, long[]>? spikes = null, double bin = 0.0, RecordingWindow? window = null) =>
        SpikeAnalysis.HistogramPerNeuron(Given(spikes), Network.TimeStep, bin, window);

    /// <summary>Times between successive spikes of the same neuron, ms, neuron after neuron.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="ranks">Which neurons; null for all.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public double[] InterSpikeInterval(IReadOnlyDictionary<int, long[]>? spikes = null, IEnumerable<int>? ranks = null) =>
        SpikeAnalysis.InterSpikeInterval(Given(spikes), Network.TimeStep, ranks);

    /// <summary>Coefficient of variation of the inter-spike intervals of each neuron with at least two intervals, in order of rank.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="ranks">Which neurons; null for all.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public double[] CoefficientOfVariation(IReadOnlyDictionary<int, long[]>? spikes = null, IEnumerable<int>? ranks = null) =>
        SpikeAnalysis.CoefficientOfVariation(Given(spikes), ranks);

    /// <summary>Mean firing rate over the recorded neurons and all windows of the recording, Hz; 0 before anything was recorded.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public double MeanFr(IReadOnlyDictionary<int, long[]>? spikes = null)
    {
        var duration = WindowsOf(spikes).Sum(w => w.Stop!.Value - w.Start);
        return duration > 0.0 ? SpikeAnalysis.MeanFr(Given(spikes), SpikingRecorder.Ranks.Count, duration) : 0.0;
    }

    /// <summary>Instantaneous firing rates of the recorded neurons, Hz.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="smooth">Time constant of a low-pass filter over the rates, ms; 0 for none.</param>
    /// <returns>A row per recorded neuron, a column per step from the begin of the recording to its end.</returns>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public double[,] SmoothedRate(IReadOnlyDictionary<int, long[]>? spikes = null, double smooth = 0.0) =>
        SpikeAnalysis.SmoothedRate(Given(spikes), Network.TimeStep, smooth, WholeWindow(spikes), SpikingRecorder.Ranks);

    /// <summary>Firing rate of the recorded neurons together, Hz.</summary>
    /// <param name="spikes">Spikes of this monitor; null for those recorded so far.</param>
    /// <param name="smooth">Time constant of a low-pass filter over the rate, ms; none if it is not longer than a step.</param>
    /// <returns>A rate per step from the begin of the recording to its end.</returns>
    /// <exception cref="ArgumentException">Spikes are not recorded.</exception>
    public double[] PopulationRate(IReadOnlyDictionary<int, long[]>? spikes = null, double smooth = 0.0) =>
        SpikeAnalysis.PopulationRate(Given(spikes), SpikingRecorder.Ranks.Count, Network.TimeStep, smooth, WholeWindow(spikes));

    private SpikeRecorder SpikingRecorder => Recorders.OfType<SpikeRecorder>().FirstOrDefault()
        ?? throw new ArgumentException($"Monitor '{Name}' does not record spikes; it records: {string.Join(", ", Variables)}.");

    private IReadOnlyDictionary<int, long[]> Given(IReadOnlyDictionary<int, long[]>? spikes)
    {
        Network.CheckNotDisposed();
        return spikes ?? SpikingRecorder.ToDictionary();
    }

    /// <summary>When given spikes were recorded: those read last, or those at hand.</summary>
    private IEnumerable<RecordingWindow> WindowsOf(IReadOnlyDictionary<int, long[]>? spikes)
    {
        var recorder = SpikingRecorder;
        var windows = spikes is not null ? recorder.DeliveredWindows ?? recorder.Windows : recorder.Windows;
        return windows.Select(w => w with { Stop = w.Stop ?? Network.Time });
    }

    private RecordingWindow WholeWindow(IReadOnlyDictionary<int, long[]>? spikes)
    {
        var windows = WindowsOf(spikes).ToList();
        return windows.Count == 0 ? new RecordingWindow(0.0, 0.0) : new RecordingWindow(windows[0].Start, windows[^1].Stop);
    }
}
