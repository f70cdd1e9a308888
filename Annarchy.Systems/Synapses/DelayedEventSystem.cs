using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Synapses;

/// <summary>
/// What spikes do to synapses that have their own delays. Synapses of a neuron lie in the order of delays, so that those a spike reaches
/// at the same time are neighbours; one step after a spike its runs are put down for the steps at which they are due.
/// </summary>
internal sealed class DelayedEventSystem : ISystem, IDelayLine, IDisposable
{
    private const string StateName = "under_way";

    private readonly Projection _projection;
    private readonly SparseSenderTraversal _senders;
    private readonly SwitchedBinding _event;
    private readonly SpikeRing _spikes;
    private readonly DueList[] _due;
    private int _now;

    public DelayedEventSystem(Projection projection, SparseSenderTraversal senders, SwitchedBinding @event, SpikeRing spikes)
    {
        _projection = projection;
        _senders = senders;
        _event = @event;
        _spikes = spikes;
        _due = new DueList[projection.Connectivity.MaxDelay];
        for (var i = 0; i < _due.Length; i++)
            _due[i] = new DueList();
    }

    public string Name => $"spikes of {_projection.Label}";

    public void Update(in StepContext context)
    {
        var rows = ((SparseConnectivity)_projection.Connectivity).Rows;
        foreach (var pre in _spikes.At(1).Ranks)
            PutDown(rows, pre);
        var due = _due[_now];
        if (_projection.IsTransmitting && _event.Choose(_projection.Plasticity) is { } binding && due.Count > 0)
        {
            binding.Prepare(_projection.Network.StreamSeed, context.Step);
            for (var i = 0; i < due.Count; i++)
            {
                var (pre, begin, end) = due[i];
                binding.Run(pre, _senders.Run(begin, end));
            }
        }

        due.Clear();
        _now = _now + 1 == _due.Length ? 0 : _now + 1;
    }

    public void Clear()
    {
        foreach (var list in _due)
            list.Clear();
    }

    public void Save(in StateWriter writer)
    {
        var delays = ((SparseConnectivity)_projection.Connectivity).Rows.Delays!;
        var runs = new List<int>();
        for (var ahead = 0; ahead < _due.Length; ahead++)
        {
            var due = _due[(_now + ahead) % _due.Length];
            for (var i = 0; i < due.Count; i++)
                runs.AddRange([ahead, due[i].Pre, delays[due[i].Begin]]);
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
            if ((uint)runs[i] >= (uint)_due.Length || (uint)runs[i + 1] >= (uint)rows.RowCount)
                throw reader.Fault(StateName, "a spike under way comes from no neuron of the projection, or too late");
        }

        reader.Then(() =>
        {
            Clear();
            for (var i = 0; i < runs.Length; i += 3)
                PutDown(rows, runs[i + 1], only: runs[i + 2], runs[i]);
        });
    }

    public void Dispose()
    {
        _event.Dispose();
        foreach (var list in _due)
            list.Dispose();
    }

    /// <summary>Puts the runs of a neuron's synapses down for when a spike of the step before reaches them.</summary>
    /// <param name="rows">The synapses.</param>
    /// <param name="pre">The neuron.</param>
    /// <param name="only">The only delay to consider, and put down for <paramref name="ahead"/>; 0 for all.</param>
    /// <param name="ahead">Steps from now.</param>
    private unsafe void PutDown(CompressedRows rows, int pre, int only = 0, int ahead = 0)
    {
        var delays = rows.Delays!.Pointer;
        var end = rows.Begin.Pointer[pre + 1];
        for (var slot = rows.Begin.Pointer[pre]; slot < end;)
        {
            var first = slot;
            var delay = delays[slot];
            while (slot < end && delays[slot] == delay)
                slot++;
            if (only == 0)
                _due[(_now + delay - 1) % _due.Length].Add(pre, first, slot);
            else if (delay == only)
                _due[(_now + ahead) % _due.Length].Add(pre, first, slot);
        }
    }

    /// <summary>Runs of synapses due in one step; grows, but never shrinks.</summary>
    private sealed unsafe class DueList : IDisposable
    {
        private const int Numbers = 3;
        private NativeBuffer _buffer = new(64 * Numbers * sizeof(int));

        public int Count { get; private set; }

        public (int Pre, int Begin, int End) this[int index]
        {
            get
            {
                var entry = (int*)_buffer.Address + (index * Numbers);
                return (entry[0], entry[1], entry[2]);
            }
        }

        public void Add(int pre, int begin, int end)
        {
            if ((nuint)((Count + 1) * Numbers * sizeof(int)) > _buffer.ByteCount)
            {
                var grown = new NativeBuffer(_buffer.ByteCount * 2);
                Buffer.MemoryCopy(_buffer.Address, grown.Address, (long)grown.ByteCount, (long)_buffer.ByteCount);
                _buffer.Dispose();
                _buffer = grown;
            }

            var entry = (int*)_buffer.Address + (Count++ * Numbers);
            (entry[0], entry[1], entry[2]) = (pre, begin, end);
        }

        public void Clear() => Count = 0;

        public void Dispose() => _buffer.Dispose();
    }
}
