using Annarchy.Inputs;
using Annarchy.Kernels;
using Annarchy.Models;
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
    private SpikeTimetable? _timetable;
    private long _elapsed;

    /// <summary>Creates a source.</summary>
    /// <param name="spikeTimes">For each neuron the times of its spikes, ms, ascending.</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">There is no neuron, or a time is negative, NaN or before its predecessor.</exception>
    public SpikeSourceArray(IReadOnlyList<IReadOnlyList<double>> spikeTimes, string? name = null)
        : base(SizeOf(spikeTimes), null, name)
    {
        Check(spikeTimes, 0.0);
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
            if (_timetable is null)
                return _given!;
            Network.CheckNotDisposed();
            var dt = Network.TimeStep;
            return [.. _timetable.StepsByRank(Size).Select(steps => steps.Select(s => s * dt).ToArray())];
        }

        set
        {
            if (SizeOf(value) != Size)
                throw new ArgumentException($"'{Name}' has {Size} neurons; spike times for {value.Count} were given.", nameof(value));
            if (_timetable is null)
            {
                Check(value, 0.0);
                _given = [.. value];
                return;
            }

            Network.CheckNotDisposed();
            Check(value, _elapsed * Network.TimeStep);
            Drop(_timetable);
            _timetable = Own(new SpikeTimetable(value, Network.TimeStep));
        }
    }

    internal override void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend, ThreadTeam team) =>
        pipeline.Add(Stage.NeuronUpdate, new StepAction($"spikes of {Name}", this, Emit));

    private protected override NeuronProgram Compile(Network network) => WithoutEquations(true);

    private protected override void OnAttached()
    {
        _timetable = Own(new SpikeTimetable(_given!, Network.TimeStep));
        _given = null;
    }

    private protected override void Rewind()
    {
        _elapsed = 0;
        _timetable!.Rewind();
    }

    private void Emit()
    {
        var spikes = Spikes!.Current;
        _timetable!.Emit(_elapsed, spikes);
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

    private static void Check(IReadOnlyList<IReadOnlyList<double>> spikeTimes, double now)
    {
        for (var rank = 0; rank < spikeTimes.Count; rank++)
        {
            var before = double.NegativeInfinity;
            foreach (var time in spikeTimes[rank])
            {
                if (!double.IsFinite(time) || time < 0.0)
                    throw new ArgumentException($"Neuron {rank} has the spike time {time}; times are finite numbers of ms, at least 0.", nameof(spikeTimes));
                if (time < before)
                    throw new ArgumentException($"The spike times of neuron {rank} are not sorted: {time} ms comes after {before} ms.", nameof(spikeTimes));
                if (time < now - 1e-9)
                    throw new ArgumentException($"The spike time {time} ms of neuron {rank} is past: the source is at {now} ms.", nameof(spikeTimes));
                before = time;
            }
        }
    }
}
