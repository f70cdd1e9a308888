using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Synapses;

namespace Annarchy.Transmission;

/// <summary>
/// Spikes through synapses that have their own delays. One step after a spike was emitted its weights are put down for the steps at which they
/// arrive, so that it costs the same whatever the delays; each step adds those that have arrived to the targets.
/// </summary>
internal sealed unsafe class DelayedDeliverySystem<T> : DeliverySystem<T>, IDelayLine, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly SparseConnectivity _connectivity;
    private readonly ArrivalQueue<int> _ranks;
    private readonly ArrivalQueue<T>? _weights;
    private DelayRuns _runs;
    private int _version;

    public DelayedDeliverySystem(Projection projection, SparseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
        : base(projection, targets, memory)
    {
        _connectivity = connectivity;
        _ranks = new ArrivalQueue<int>(connectivity.MaxDelay);
        _weights = HasSingleWeight ? null : new ArrivalQueue<T>(connectivity.MaxDelay);
        _runs = DelayRuns.Of(connectivity.Rows);
        _version = connectivity.Version;
    }

    public nuint ByteCount => _ranks.ByteCount + (_weights?.ByteCount ?? 0) + _runs.ByteCount;

    public override void Update(in StepContext context)
    {
        if (_version != _connectivity.Version)
            LookAgain();
        var rows = _connectivity.Rows;
        var spikes = Spikes.At(1, InstanceStep.Of(Projection.Network, context));
        SpikeDelivery.Send(spikes, rows.Bounds, _runs, rows.Cells.Pointer, WeightsOf(0), _ranks, _weights);
        if (Projection.IsTransmitting)
        {
            foreach (var target in Targets)
                Arrive((T*)target.Address);
        }

        _ranks.Advance();
        _weights?.Advance();
    }

    /// <summary>As <see cref="Update"/>, but looks for the spikes that arrive among those of the past steps, which instances keep.</summary>
    public override void Run(in InstanceStep step)
    {
        if (!Projection.IsTransmitting)
            return;
        var rows = _connectivity.Rows;
        var cells = rows.Cells.Pointer;
        var weights = WeightsOf(step.Instance);
        var weightStride = HasSingleWeight ? 0 : 1;
        foreach (var column in Targets)
        {
            var target = (T*)column.AddressOf(step.Instance);
            for (var delay = _connectivity.MaxDelay; delay > 0; delay--)
            {
                foreach (var pre in Spikes.At(delay, step))
                {
                    var (begin, end) = DelayedEventSystem.RunOf(rows, pre, delay);
                    for (var slot = begin; slot < end; slot++)
                        target[cells[slot]] += weights[slot * weightStride];
                }
            }
        }
    }

    public void EnsureDepth(int steps)
    {
        _ranks.EnsureDepth(steps);
        _weights?.EnsureDepth(steps);
    }

    public void Clear()
    {
        _ranks.Clear();
        _weights?.Clear();
    }

    public void Save(in StateWriter writer)
    {
        var counts = new int[_ranks.Depth];
        var ranks = new List<int>();
        var weights = new List<T>();
        for (var ahead = 0; ahead < counts.Length; ahead++)
        {
            counts[ahead] = _ranks.At(ahead).Length;
            ranks.AddRange(_ranks.At(ahead));
            if (_weights is not null)
                weights.AddRange(_weights.At(ahead));
        }

        writer.List<int>("arrival_counts", counts);
        writer.List<int>("arrival_ranks", ranks.ToArray());
        if (_weights is not null)
            writer.Rows("arrival_weights", Projection.WeightColumn, MemoryMarshal.AsBytes(weights.ToArray().AsSpan()), weights.Count);
    }

    public void Load(in StateReader reader)
    {
        var counts = reader.List<int>("arrival_counts");
        var ranks = reader.List<int>("arrival_ranks");
        if (counts.Length > _ranks.Depth || counts.Any(c => c < 0) || counts.Sum(c => (long)c) != ranks.Length)
            throw reader.Fault("arrival_counts", "the spikes under way do not fit the delays");
        if (ranks.Any(r => (uint)r >= (uint)_connectivity.PostSize))
            throw reader.Fault("arrival_ranks", "a spike under way reaches no neuron");
        var weights = _weights is null ? [] : reader.Rows("arrival_weights", Projection.WeightColumn, ranks.Length);
        reader.Then(() => Fill(counts, ranks, weights));
    }

    public void Dispose()
    {
        _ranks.Dispose();
        _weights?.Dispose();
        _runs.Dispose();
    }

    private void Arrive(T* target)
    {
        if (_weights is null)
            SpikeDelivery.ArriveShared(_ranks.Arriving, *WeightsOf(0), target);
        else
            SpikeDelivery.Arrive(_ranks.Arriving, _weights.Arriving, target);
    }

    /// <summary>Synapses were created or pruned.</summary>
    private void LookAgain()
    {
        _runs.Dispose();
        _runs = DelayRuns.Of(_connectivity.Rows);
        _version = _connectivity.Version;
    }

    private void Fill(int[] counts, int[] ranks, byte[] weights)
    {
        Clear();
        var next = 0;
        for (var ahead = 0; ahead < counts.Length; ahead++)
        {
            for (var i = 0; i < counts[ahead]; i++, next++)
            {
                _ranks.Add(ahead, ranks[next]);
                _weights?.Add(ahead, Unsafe.ReadUnaligned<T>(ref weights[next * sizeof(T)]));
            }
        }
    }
}
