using Annarchy.Inputs;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Persistence;
using Annarchy.Programs;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>Neurons that spike at given times.</summary>
/// <remarks>
/// Times are in ms, rounded to whole steps; several spikes of a neuron in one step count once. They count from the start of the
/// simulation, or from the last <see cref="Population.Reset()"/>.
/// </remarks>
public sealed class SpikeSourceArray : Population
{
    private IReadOnlyList<IReadOnlyList<double>>? _given;
    private SpikeTrains? _trains;
    private SpikeTrainCursor _cursor;
    private long _elapsed;

    /// <summary>Creates a source.</summary>
    /// <param name="spikeTimes">For each neuron the times of its spikes, ms, ascending.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">There is no neuron, or a time is negative, NaN or before its predecessor.</exception>
    public SpikeSourceArray(IReadOnlyList<IReadOnlyList<double>> spikeTimes, string? name = null)
        : base(SizeOf(spikeTimes), null, name)
    {
        SpikeTrains.Check(spikeTimes);
        _given = [.. spikeTimes];
    }

    /// <summary>Creates a source of one neuron.</summary>
    /// <param name="spikeTimes">The times of its spikes, ms, ascending.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">A time is negative, NaN or before its predecessor.</exception>
    public SpikeSourceArray(IReadOnlyList<double> spikeTimes, string? name = null)
        : this([spikeTimes], name)
    {
    }

    /// <summary>For each neuron the times of its spikes, ms, as whole steps; can be set between steps.</summary>
    /// <exception cref="ArgumentException">
    /// The number of neurons is another one, or a time is NaN, before its predecessor or past; nothing is changed.
    /// </exception>
    public IReadOnlyList<IReadOnlyList<double>> SpikeTimes
    {
        get
        {
            if (_trains is null)
                return _given!;
            Network.CheckNotDisposed();
            return _trains.ToTimes(Network.TimeStep);
        }

        set
        {
            if (SizeOf(value) != Size)
                throw new ArgumentException($"'{Name}' has {Size} neurons; spike times for {value.Count} were given.", nameof(value));
            if (_trains is null)
            {
                SpikeTrains.Check(value);
                _given = [.. value];
                return;
            }

            Network.CheckNotDisposed();
            _trains = SpikeTrains.FromTimes(value, Network.TimeStep, _elapsed);
            _cursor = new SpikeTrainCursor(_trains);
        }
    }

    internal override void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend) =>
        pipeline.Add(Stage.NeuronUpdate, new StepAction($"spikes of {Name}", this, Emit));

    private protected override NeuronProgram Compile(Network network) => WithoutEquations(true);

    private protected override void OnAttached()
    {
        _trains = SpikeTrains.FromTimes(_given!, Network.TimeStep);
        _cursor = new SpikeTrainCursor(_trains);
        _given = null;
    }

    private protected override void Rewind()
    {
        _elapsed = 0;
        _cursor = new SpikeTrainCursor(_trains!);
    }

    private protected override void SaveInput(in StateWriter writer)
    {
        var times = _trains!.ToTimes(Network.TimeStep);
        writer.Number("elapsed", _elapsed);
        writer.List<long>("spike_counts", Array.ConvertAll(times, t => t.LongLength));
        writer.List<double>("spike_times", [.. times.SelectMany(t => t)]);
    }

    private protected override void LoadInput(in StateReader reader)
    {
        var elapsed = reader.Number<long>("elapsed");
        if (elapsed < 0)
            throw reader.Fault("elapsed", "it is negative");
        var counts = reader.Array<long>("spike_counts", Size);
        var times = reader.List<double>("spike_times");
        var trains = new double[Size][];
        var next = 0L;
        for (var i = 0; i < Size; i++)
        {
            if (counts[i] < 0 || counts[i] > times.Length - next)
                throw reader.Fault("spike_counts", "it does not fit the spike times");
            trains[i] = times.AsSpan((int)next, (int)counts[i]).ToArray();
            next += counts[i];
        }

        if (next != times.Length)
            throw reader.Fault("spike_counts", "it does not fit the spike times");
        SpikeTrains loaded;
        try
        {
            loaded = SpikeTrains.FromTimes(trains, Network.TimeStep);
        }
        catch (ArgumentException e)
        {
            throw reader.Fault("spike_times", e.Message, e);
        }

        reader.Then(() =>
        {
            (_trains, _elapsed) = (loaded, elapsed);
            _cursor = new SpikeTrainCursor(loaded);
            using var passed = new SpikeList(Size);
            if (elapsed > 0)
                _cursor.Advance(elapsed - 1, passed);
        });
    }

    private void Emit()
    {
        var spikes = Spikes!.Current;
        _cursor.Advance(_elapsed, spikes);
        _elapsed++;
        if (spikes.Count == 0)
            return;
        var lastSpike = Columns[SlotNames.LastSpike];
        foreach (var rank in spikes.Ranks)
            lastSpike[rank] = Network.CurrentStep;
    }

    private static int SizeOf(IReadOnlyList<IReadOnlyList<double>> spikeTimes)
    {
        ArgumentNullException.ThrowIfNull(spikeTimes);
        return spikeTimes.Count > 0
            ? spikeTimes.Count
            : throw new ArgumentException("A spike source needs at least one neuron.", nameof(spikeTimes));
    }
}
