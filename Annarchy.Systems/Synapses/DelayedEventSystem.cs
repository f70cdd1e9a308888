using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Synapses;

/// <summary>
/// What spikes do to synapses that have their own delays. Synapses of a neuron lie in the order of delays, so that those a spike reaches
/// at the same time are neighbours; one step after a spike it is put down for the steps at which it arrives.
/// </summary>
internal sealed class DelayedEventSystem : ISystem, IDelayLine, IDisposable
{
    private const string StateName = "under_way";

    private readonly Projection _projection;
    private readonly SparseSenderTraversal _senders;
    private readonly SwitchedBinding _event;
    private readonly SpikeRing _spikes;
    private DueList[] _due;
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
                var (pre, delay) = due[i];
                var (begin, end) = RunOf(rows, pre, delay);
                if (begin < end)
                    binding.Run(pre, _senders.Run(begin, end));
            }
        }

        due.Clear();
        _now = _now + 1 == _due.Length ? 0 : _now + 1;
    }

    public void EnsureDepth(int steps)
    {
        if (steps <= _due.Length)
            return;
        var due = new DueList[steps];
        for (var ahead = 0; ahead < steps; ahead++)
            due[ahead] = ahead < _due.Length ? _due[(_now + ahead) % _due.Length] : new DueList();
        (_due, _now) = (due, 0);
    }

    public void Clear()
    {
        foreach (var list in _due)
            list.Clear();
    }

    public void Save(in StateWriter writer)
    {
        var runs = new List<int>();
        for (var ahead = 0; ahead < _due.Length; ahead++)
        {
            var due = _due[(_now + ahead) % _due.Length];
            for (var i = 0; i < due.Count; i++)
                runs.AddRange([ahead, due[i].Pre, due[i].Delay]);
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
                _due[(_now + runs[i]) % _due.Length].Add(runs[i + 1], runs[i + 2]);
        });
    }

    public void Dispose()
    {
        _event.Dispose();
        foreach (var list in _due)
            list.Dispose();
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
            _due[(_now + last - 1) % _due.Length].Add(pre, last);
        }
    }

    /// <summary>The synapses of a neuron that have a delay; rows are in the order of delays.</summary>
    private static (int Begin, int End) RunOf(CompressedRows rows, int pre, int delay)
    {
        var begin = FirstOf(rows, pre, delay);
        return (begin, FirstOf(rows, pre, delay + 1));
    }

    /// <summary>The first synapse of a neuron whose delay is not shorter.</summary>
    private static unsafe int FirstOf(CompressedRows rows, int pre, int delay)
    {
        var delays = rows.Delays!.Pointer;
        var (low, high) = (rows.Bounds.Begin[pre], rows.Bounds.End[pre]);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (delays[middle] < delay)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Neurons whose spikes reach synapses of some delay in one step; grows, but never shrinks.</summary>
    private sealed unsafe class DueList : IDisposable
    {
        private const int Numbers = 2;
        private NativeBuffer _buffer = new(64 * Numbers * sizeof(int));

        public int Count { get; private set; }

        public (int Pre, int Delay) this[int index]
        {
            get
            {
                var entry = (int*)_buffer.Address + (index * Numbers);
                return (entry[0], entry[1]);
            }
        }

        public void Add(int pre, int delay)
        {
            if ((nuint)((Count + 1) * Numbers * sizeof(int)) > _buffer.ByteCount)
            {
                var grown = new NativeBuffer(_buffer.ByteCount * 2);
                Buffer.MemoryCopy(_buffer.Address, grown.Address, (long)grown.ByteCount, (long)_buffer.ByteCount);
                _buffer.Dispose();
                _buffer = grown;
            }

            var entry = (int*)_buffer.Address + (Count++ * Numbers);
            (entry[0], entry[1]) = (pre, delay);
        }

        public void Clear() => Count = 0;

        public void Dispose() => _buffer.Dispose();
    }
}
