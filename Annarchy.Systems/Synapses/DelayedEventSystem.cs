using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Replication;
using Annarchy.Transmission;

namespace Annarchy.Synapses;

/// <summary>
/// What spikes do to synapses that have their own delays. Synapses of a neuron lie in the order of delays, so that those a spike reaches
/// at the same time are neighbours; one step after a spike it is put down for the steps at which it arrives.
/// </summary>
internal sealed class DelayedEventSystem : IInstanceSystem, IRunVisitor, IDelayLine, IDisposable
{
    private const string StateName = "under_way";

    private readonly Projection _projection;
    private readonly SparseSenderTraversal _senders;
    private readonly SwitchedBinding _event;
    private readonly SpikeSource _spikes;
    private readonly PostponedSpikes? _postponed;
    private readonly ArrivalQueue<Due> _due;
    private readonly SharedRuns _runs;
    private SynapseBinding? _binding;

    public DelayedEventSystem(
        Projection projection, SparseSenderTraversal senders, SwitchedBinding @event, SpikeSource spikes, PostponedSpikes? postponed)
    {
        _postponed = postponed;
        _projection = projection;
        _senders = senders;
        _event = @event;
        _spikes = spikes;
        _due = new ArrivalQueue<Due>(projection.Connectivity.MaxDelay);
        _runs = new SharedRuns(projection, senders, byTarget: true);
    }

    public nuint ByteCount => _due.ByteCount;

    public string Name => $"spikes of {_projection.Label}";

    public void Update(in StepContext context)
    {
        var rows = ((SparseConnectivity)_projection.Connectivity).Rows;
        var step = InstanceStep.Of(_projection.Network, context);
        foreach (var pre in _spikes.At(1, step))
            PutDown(rows, pre);
        if (_projection.IsTransmitting && _event.Choose(_projection.Plasticity) is { } binding && !_due.Arriving.IsEmpty)
        {
            if (_postponed is not null)
                CatchUp(_postponed);
            Begin(binding, step);
            foreach (var (pre, delay) in _due.Arriving)
                Add(rows, pre, delay);
            _runs.Visit(this);
        }

        _due.Advance();
    }

    /// <summary>As <see cref="Update"/>, but looks for the spikes that arrive among those of the past steps, which instances keep.</summary>
    public void Run(in InstanceStep step)
    {
        if (!_projection.IsTransmitting || _event.Choose(_projection.Plasticity) is not { } binding)
            return;
        var rows = ((SparseConnectivity)_projection.Connectivity).Rows;
        Begin(binding, step);
        for (var delay = _projection.Connectivity.MaxDelay; delay > 0; delay--)
        {
            foreach (var pre in _spikes.At(delay, step))
                Add(rows, pre, delay);
        }

        _runs.Visit(this);
    }

    public void Visit(int row, in SynapseRun run, int member) => _binding!.Run(row, in run, member);

    public void EnsureDepth(int steps) => _due.EnsureDepth(steps);

    public void Clear() => _due.Clear();

    public void Save(in StateWriter writer)
    {
        var runs = new List<int>();
        for (var ahead = 0; ahead < _due.Depth; ahead++)
        {
            foreach (var (pre, delay) in _due.At(ahead))
                runs.AddRange([ahead, pre, delay]);
        }

        writer.List<int>(StateName, runs.ToArray());
    }

    public void Load(in StateReader reader)
    {
        var rows = ((SparseConnectivity)_projection.Connectivity).Rows;
        var runs = reader.List<int>(StateName);
        if (runs.Length % 3 != 0)
            throw reader.Fault(StateName, "a spike under way is not three numbers");
        for (var i = 0; i < runs.Length; i += 3)
        {
            if ((uint)runs[i] >= (uint)_due.Depth || (uint)runs[i + 1] >= (uint)rows.RowCount)
                throw reader.Fault(StateName, "a spike under way comes from no neuron of the projection, or too late");
        }

        reader.Then(() =>
        {
            Clear();
            for (var i = 0; i < runs.Length; i += 3)
                _due.Add(runs[i], new Due(runs[i + 1], runs[i + 2]));
        });
    }

    public void Dispose()
    {
        _event.Dispose();
        _due.Dispose();
        _runs.Dispose();
    }

    /// <summary>Shows the rows that spikes reach what they have not seen, all of their synapses, before any spike acts.</summary>
    private void CatchUp(PostponedSpikes postponed)
    {
        postponed.Prepare();
        foreach (var (pre, _) in _due.Arriving)
            postponed.Add(pre);
        postponed.CatchUp();
    }

    private void Begin(SynapseBinding binding, in InstanceStep step)
    {
        _binding = binding;
        _binding.Prepare(step);
        _runs.Clear();
    }

    private void Add(CompressedRows rows, int pre, int delay)
    {
        var (begin, end) = rows.RunOf(pre, delay);
        _runs.Add(pre, _senders.Run(begin, end));
    }

    /// <summary>Puts a neuron down for the steps at which a spike of the step before reaches its synapses.</summary>
    private unsafe void PutDown(CompressedRows rows, int pre)
    {
        var delays = rows.Delays!.Pointer;
        var end = rows.Bounds.End[pre];
        var last = 0;
        for (var slot = rows.Bounds.Begin[pre]; slot < end; slot++)
        {
            if (delays[slot] == last)
                continue;
            last = delays[slot];
            _due.Add(last - 1, new Due(pre, last));
        }
    }

    /// <summary>A neuron whose spike reaches its synapses of some delay.</summary>
    private readonly record struct Due(int Pre, int Delay);
}
