using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>
/// Spikes through synapses that have their own delays. One step after a spike was emitted its weights are put down for the steps at which they
/// arrive, so that it costs the same whatever the delays; each step adds those that have arrived to the targets.
/// </summary>
internal sealed unsafe class DelayedDeliverySystem<T> : DeliverySystem<T>, IDelayLine, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly SparseConnectivity _connectivity;
    private readonly ArrivalQueue<Arrival<T>>? _arrivals;
    private readonly ArrivalQueue<int>? _sharedArrivals;
    private readonly int _shift;

    public DelayedDeliverySystem(Projection projection, SparseConnectivity connectivity, Column[] targets)
        : base(projection, targets)
    {
        _connectivity = connectivity;
        _shift = BitOperations.Log2((uint)connectivity.Rows.Stride);
        if (HasSingleWeight)
            _sharedArrivals = new ArrivalQueue<int>(connectivity.MaxDelay);
        else
            _arrivals = new ArrivalQueue<Arrival<T>>(connectivity.MaxDelay);
    }

    public nuint ByteCount => _arrivals?.ByteCount ?? _sharedArrivals!.ByteCount;

    private int Depth => _arrivals?.Depth ?? _sharedArrivals!.Depth;

    public override void Update(in StepContext context)
    {
        var bounds = _connectivity.Rows.Bounds;
        var cells = _connectivity.Rows.Cells.Pointer;
        var spikes = Spikes.At(1).Ranks;
        if (_arrivals is not null)
        {
            SpikeDelivery.Send(spikes, bounds, cells, Weights, _shift, _arrivals);
            if (Projection.IsTransmitting)
            {
                foreach (var target in Targets)
                    SpikeDelivery.Arrive(_arrivals.Arriving, (T*)target.Address);
            }

            _arrivals.Advance();
            return;
        }

        SpikeDelivery.SendShared(spikes, bounds, cells, _shift, _sharedArrivals!);
        if (Projection.IsTransmitting)
        {
            foreach (var target in Targets)
                SpikeDelivery.ArriveShared(_sharedArrivals!.Arriving, *Weights, (T*)target.Address);
        }

        _sharedArrivals!.Advance();
    }

    public void EnsureDepth(int steps)
    {
        _arrivals?.EnsureDepth(steps);
        _sharedArrivals?.EnsureDepth(steps);
    }

    public void Clear()
    {
        _arrivals?.Clear();
        _sharedArrivals?.Clear();
    }

    public void Save(in StateWriter writer)
    {
        var counts = new int[Depth];
        var ranks = new List<int>();
        var weights = new List<T>();
        for (var ahead = 0; ahead < Depth; ahead++)
        {
            var before = ranks.Count;
            if (_arrivals is null)
                ranks.AddRange(_sharedArrivals!.At(ahead));
            else
                Copy(_arrivals.At(ahead), ranks, weights);
            counts[ahead] = ranks.Count - before;
        }

        writer.List<int>("arrival_counts", counts);
        writer.List<int>("arrival_ranks", ranks.ToArray());
        if (_arrivals is not null)
            writer.Rows("arrival_weights", Projection.WeightColumn, MemoryMarshal.AsBytes(weights.ToArray().AsSpan()), weights.Count);
    }

    public void Load(in StateReader reader)
    {
        var counts = reader.List<int>("arrival_counts");
        var ranks = reader.List<int>("arrival_ranks");
        if (counts.Length > Depth || counts.Any(c => c < 0) || counts.Sum(c => (long)c) != ranks.Length)
            throw reader.Fault("arrival_counts", "the spikes under way do not fit the delays");
        if (ranks.Any(r => (uint)r >= (uint)_connectivity.PostSize))
            throw reader.Fault("arrival_ranks", "a spike under way reaches no neuron");
        var weights = _arrivals is null ? [] : reader.Rows("arrival_weights", Projection.WeightColumn, ranks.Length);
        reader.Then(() => Fill(counts, ranks, weights));
    }

    public void Dispose()
    {
        _arrivals?.Dispose();
        _sharedArrivals?.Dispose();
    }

    private static void Copy(ReadOnlySpan<Arrival<T>> arrivals, List<int> ranks, List<T> weights)
    {
        foreach (var arrival in arrivals)
        {
            ranks.Add(arrival.Rank);
            weights.Add(arrival.Weight);
        }
    }

    private void Fill(int[] counts, int[] ranks, byte[] weights)
    {
        Clear();
        var next = 0;
        for (var ahead = 0; ahead < counts.Length; ahead++)
        {
            for (var i = 0; i < counts[ahead]; i++, next++)
            {
                if (_arrivals is null)
                    _sharedArrivals!.Add(ahead, ranks[next]);
                else
                    _arrivals.Add(ahead, new Arrival<T>(ranks[next], Unsafe.ReadUnaligned<T>(ref weights[next * sizeof(T)])));
            }
        }
    }
}
