using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Language;
using Annarchy.Monitors;

namespace Annarchy;

/// <summary>Records variables of neurons or synapses over time.</summary>
/// <remarks>
/// Made by <see cref="Network.Monitor(NeuronGroup, NameList, double, double, bool, string)"/>. A value is the one at the end of a
/// step; weighted sums and conductances are those the neurons saw in that step. Spikes are recorded in every step whatever the period.
/// Recording begins with the first step after the monitor was made, or after <see cref="Start()"/>.
/// </remarks>
public sealed partial class Monitor
{
    private readonly bool _startsAtOnce;
    private Recorder[] _recorders = [];
    private bool _recordsInputs;
    private bool _recordsOthers;
    private long _periodSteps;
    private long _offsetSteps;
    private long _phase;

    internal Monitor(Network network, string name, string target, NameList variables, double period, double offset, bool start)
    {
        (Network, Name, Target, _startsAtOnce) = (network, name, target, start);
        Variables = [.. variables];
        SetPeriod(period, offset);
    }

    /// <summary>The network the monitor belongs to.</summary>
    public Network Network { get; }

    /// <summary>The monitor's entity in <see cref="Network.World"/>.</summary>
    public Entity Entity { get; private set; }

    /// <summary>Unique name within the network.</summary>
    public string Name { get; }

    /// <summary>Name of what it records: a population, a view, a projection or a dendrite.</summary>
    public string Target { get; }

    /// <summary>Names of the recorded variables.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Time between two records, ms.</summary>
    public double Period => _periodSteps * Network.TimeStep;

    /// <summary>Time of the record within each period, ms.</summary>
    public double Offset => _offsetSteps * Network.TimeStep;

    /// <summary>Whether it is recording.</summary>
    public bool IsRecording { get; private set; }

    /// <summary>What was recorded of a variable.</summary>
    /// <param name="variable">Name of a recorded variable other than <c>spike</c> and <c>axon_spike</c>.</param>
    /// <param name="keep">Whether the monitor keeps the records; as in ANNarchy they are handed over otherwise.</param>
    /// <returns>One row per record; a column per neuron or synapse, or a single one where they share a value.</returns>
    /// <exception cref="ArgumentException">The variable is not recorded, or consists of spikes.</exception>
    /// <exception cref="InvalidOperationException">
    /// Synapses came and went between records, so that there is no matrix of them: use <see cref="GetJagged"/>.
    /// </exception>
    public Recording Get(string variable, bool keep = false)
    {
        var recorder = FindValues(variable);
        var width = (recorder as ColumnRecorder)?.Width ?? (recorder.Records > 0 ? recorder.WidthOf(0) : 0);
        for (var i = 0; i < recorder.Records; i++)
        {
            if (recorder.WidthOf(i) != width)
            {
                throw new InvalidOperationException(
                    $"Monitor '{Name}' recorded {width} values of '{variable}' at first and {recorder.WidthOf(i)} later: read them with {nameof(GetJagged)}.");
            }
        }

        var values = new double[recorder.Records, width];
        var all = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
        for (var i = 0; i < recorder.Records; i++)
            recorder.Read(i, all.Slice(i * width, width));
        var times = TimesOf(recorder);
        recorder.Deliver(Network.Time, keep, IsRecording);
        return new Recording(values, times, (recorder as ColumnRecorder)?.Shape ?? [width]);
    }

    /// <summary>What was recorded of a variable, one array per record.</summary>
    /// <param name="variable">Name of a recorded variable other than <c>spike</c> and <c>axon_spike</c>.</param>
    /// <param name="keep">Whether the monitor keeps the records; as in ANNarchy they are handed over otherwise.</param>
    /// <exception cref="ArgumentException">The variable is not recorded, or consists of spikes.</exception>
    public double[][] GetJagged(string variable, bool keep = false)
    {
        var recorder = FindValues(variable);
        var rows = new double[recorder.Records][];
        for (var i = 0; i < rows.Length; i++)
            recorder.Read(i, rows[i] = new double[recorder.WidthOf(i)]);
        recorder.Deliver(Network.Time, keep, IsRecording);
        return rows;
    }

    /// <summary>The steps at which neurons spiked.</summary>
    /// <param name="keep">Whether the monitor keeps the spikes; as in ANNarchy they are handed over otherwise.</param>
    /// <param name="variable"><c>spike</c> or <c>axon_spike</c>.</param>
    /// <returns>An entry per recorded neuron that spiked, by rank: its steps, ascending. Times in ms are steps times dt.</returns>
    /// <exception cref="ArgumentException">The variable is not recorded, or does not consist of spikes.</exception>
    public SortedDictionary<int, long[]> Spikes(bool keep = false, string variable = "spike")
    {
        if (Find(variable) is not SpikeRecorder recorder)
            throw new ArgumentException($"'{variable}' does not consist of spikes: read it with {nameof(Get)}.", nameof(variable));
        var spikes = recorder.ToDictionary();
        recorder.Deliver(Network.Time, keep, IsRecording);
        return spikes;
    }

    /// <summary>When a variable was recorded: a window for each start or resume.</summary>
    /// <param name="variable">Name of a recorded variable.</param>
    /// <returns>The windows of the records that were read last, or of those made so far if none was read yet.</returns>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    public IReadOnlyList<RecordingWindow> Times(string variable) => Find(variable).DeliveredWindows ?? [.. Find(variable).Windows];

    /// <summary>Starts recording, if it was not already.</summary>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public void Start()
    {
        Network.CheckNotDisposed();
        if (IsRecording)
            return;
        IsRecording = true;
        foreach (var recorder in Recorders)
            recorder.Windows.Add(new RecordingWindow(Network.Time, null));
    }

    /// <summary>Starts recording with another period, counted from now.</summary>
    /// <param name="period">Time between two records, ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not a positive number, or shorter than a step.</exception>
    public void Start(double period)
    {
        Network.CheckNotDisposed();
        SetPeriod(period, 0.0);
        _phase = Network.CurrentStep;
        Start();
    }

    /// <summary>Stops recording until <see cref="Resume"/>; what was recorded stays.</summary>
    public void Pause()
    {
        Network.CheckNotDisposed();
        if (!IsRecording)
            return;
        IsRecording = false;
        foreach (var recorder in Recorders)
            recorder.CloseWindow(Network.Time);
    }

    /// <summary>Goes on recording after <see cref="Pause"/>.</summary>
    public void Resume() => Start();

    /// <summary>Stops recording and discards what was recorded, but for files, which stay; <see cref="Start()"/> begins anew.</summary>
    public void Stop()
    {
        Network.CheckNotDisposed();
        IsRecording = false;
        CloseFiles();
        Clear();
    }

    /// <summary>The monitor's name.</summary>
    public override string ToString() => Name;

    /// <summary>Gives the monitor what it records with; called once.</summary>
    internal void Attach(Entity entity, Recorder[] recorders)
    {
        Entity = entity;
        _recorders = recorders;
        (_recordsInputs, _recordsOthers) = (recorders.Any(r => r.IsInput), recorders.Any(r => !r.IsInput));
        _phase = Network.CurrentStep;
        if (_startsAtOnce)
            Start();
    }

    /// <summary>Whether it is recording values that are read at one of the two times of a step.</summary>
    internal bool Records(bool inputs) => IsRecording && (inputs ? _recordsInputs : _recordsOthers);

    internal void Record(long step, bool inputs)
    {
        if (!Records(inputs))
            return;
        var isDue = IsDue(step);
        foreach (var recorder in _recorders)
        {
            if (recorder.IsInput != inputs || !(isDue || recorder.IsEvent))
                continue;
            if (Network.OnDevice is { } device)
            {
                recorder.RecordOn(device, step, _limit);
                continue;
            }

            recorder.Record(step);
            if (_limit is { } limit)
                recorder.Trim(limit);
        }
    }

    /// <summary>Discards what was recorded when the network goes back to time 0; recording goes on if it was on.</summary>
    internal void Restart()
    {
        Clear();
        _phase = 0;
        if (!IsRecording)
            return;
        foreach (var recorder in Recorders)
            recorder.Windows.Add(new RecordingWindow(0.0, null));
    }

    /// <summary>Ends a window and begins another one when the network's clock is set.</summary>
    internal void SetTime(double time)
    {
        foreach (var recorder in Recorders)
        {
            if (recorder.Windows is not [.., { Stop: null } last])
                continue;
            recorder.CloseWindow(Network.Time);
            if (last.Start == Network.Time)
                recorder.Windows.RemoveAt(recorder.Windows.Count - 1);
            recorder.Windows.Add(new RecordingWindow(time, null));
        }
    }

    internal void Free()
    {
        foreach (var recorder in _recorders)
            recorder.Dispose();
    }

    /// <summary>What records the variables, after fetching what waits on a device.</summary>
    private Recorder[] Recorders
    {
        get
        {
            foreach (var recorder in _recorders)
                recorder.Collect(_limit);
            return _recorders;
        }
    }

    private void SetPeriod(double period, double offset)
    {
        var dt = Network.TimeStep;
        if (!double.IsFinite(period) || period < 0.0)
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period of a monitor is a finite number of ms, at least 0.");
        if (period > 0.0 && Math.Round(period / dt) < 1.0)
            throw new ArgumentOutOfRangeException(nameof(period), period, $"The period of a monitor is at least one step of {dt} ms; 0 means every step.");
        var steps = Math.Max(1L, (long)Math.Round(period / dt));
        if (!double.IsFinite(offset) || offset < 0.0 || Math.Round(offset / dt) >= steps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"The offset of a monitor is at least 0 ms and smaller than its period, {steps * dt} ms.");
        }

        (_periodSteps, _offsetSteps) = (steps, (long)Math.Round(offset / dt));
    }

    /// <summary>Times of the records at hand, from the last one back: the first ones may have been dropped.</summary>
    private double[] TimesOf(Recorder recorder)
    {
        var times = new double[recorder.Records];
        Array.Fill(times, double.NaN);
        var next = times.Length;
        for (var i = recorder.Windows.Count - 1; i >= 0; i--)
        {
            var window = recorder.Windows[i];
            var first = (long)Math.Round(window.Start / Network.TimeStep);
            var end = window.Stop is { } stop ? (long)Math.Round(stop / Network.TimeStep) : Network.CurrentStep;
            for (var step = end - 1; step >= first && next > 0; step--)
            {
                if (IsDue(step))
                    times[--next] = step * Network.TimeStep;
            }
        }

        return times;
    }

    private bool IsDue(long step)
    {
        var place = (step - _phase) % _periodSteps;
        return (place < 0 ? place + _periodSteps : place) == _offsetSteps;
    }

    private Recorder FindValues(string variable) => Find(variable) is { IsEvent: false } recorder
        ? recorder
        : throw new ArgumentException($"'{variable}' is recorded as spikes: read it with {nameof(Spikes)}.", nameof(variable));

    private Recorder Find(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        Network.CheckNotDisposed();
        foreach (var recorder in Recorders)
        {
            if (recorder.Variable == variable)
                return recorder;
        }

        var hint = NearestName.Find(variable, Variables) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new ArgumentException(
            $"Monitor '{Name}' does not record '{variable}'.{hint} It records: {string.Join(", ", Variables)}.", nameof(variable));
    }

    private void Clear()
    {
        foreach (var recorder in Recorders)
            recorder.Discard();
    }
}
