using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Synapses;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>
/// Spikes through synapses that have their own delays. Each member of the team sends and receives what reaches its own neurons
/// (<see cref="ArrivingWeights{T}"/>).
/// </summary>
internal sealed unsafe class DelayedDeliverySystem<T> : DeliverySystem<T>, INeuronSystem, IDelayLine, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly SparseConnectivity _connectivity;
    private readonly ArrivingWeights<T>[] _arriving;
    private int _version;

    public DelayedDeliverySystem(Projection projection, SparseConnectivity connectivity, Column[] targets, InstanceMemory? memory)
        : base(projection, targets, memory)
    {
        _connectivity = connectivity;
        _version = connectivity.Version;
        Shares = projection.Post.Whole.Shares;
        _arriving = [.. Enumerable.Range(0, Shares.Members).Select(m => new ArrivingWeights<T>(connectivity, Shares[m], HasSingleWeight))];
    }

    public NeuronShares Shares { get; }

    public nuint ByteCount => (nuint)_arriving.Sum(a => (long)a.ByteCount);

    public override void Update(in StepContext context) => this.RunAlone(in context);

    public bool Begin(in StepContext context)
    {
        if (_version != _connectivity.Version)
        {
            foreach (var arriving in _arriving)
                arriving.LookAgain(_connectivity.Rows);
            _version = _connectivity.Version;
        }

        return true;
    }

    public void Execute(int member, in StepContext context)
    {
        if (Shares.IsEmpty(member))
            return;
        var arriving = _arriving[member];
        arriving.Send(Spikes.At(1, InstanceStep.Of(Projection.Network, context)), _connectivity.Rows, WeightsOf(0));
        if (Projection.IsTransmitting)
        {
            foreach (var target in Targets)
                arriving.Arrive(WeightsOf(0), (T*)target.Address);
        }

        arriving.Advance();
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
                    var (begin, end) = rows.RunOf(pre, delay);
                    for (var slot = begin; slot < end; slot++)
                        target[cells[slot]] += weights[slot * weightStride];
                }
            }
        }
    }

    public void EnsureDepth(int steps)
    {
        foreach (var arriving in _arriving)
            arriving.EnsureDepth(steps);
    }

    public void Clear()
    {
        foreach (var arriving in _arriving)
            arriving.Clear();
    }

    public void Save(in StateWriter writer)
    {
        var counts = new int[_arriving[0].Depth];
        var ranks = new List<int>();
        var weights = new List<T>();
        for (var ahead = 0; ahead < counts.Length; ahead++)
        {
            foreach (var arriving in _arriving)
            {
                counts[ahead] += arriving.Ranks(ahead).Length;
                ranks.AddRange(arriving.Ranks(ahead));
                weights.AddRange(arriving.Weights(ahead));
            }
        }

        writer.List<int>("arrival_counts", counts);
        writer.List<int>("arrival_ranks", ranks.ToArray());
        if (!HasSingleWeight)
            writer.Rows("arrival_weights", Projection.WeightColumn, MemoryMarshal.AsBytes(weights.ToArray().AsSpan()), weights.Count);
    }

    public void Load(in StateReader reader)
    {
        var counts = reader.List<int>("arrival_counts");
        var ranks = reader.List<int>("arrival_ranks");
        if (counts.Length > _arriving[0].Depth || counts.Any(c => c < 0) || counts.Sum(c => (long)c) != ranks.Length)
            throw reader.Fault("arrival_counts", "the spikes under way do not fit the delays");
        if (ranks.Any(r => (uint)r >= (uint)_connectivity.PostSize))
            throw reader.Fault("arrival_ranks", "a spike under way reaches no neuron");
        var weights = HasSingleWeight ? [] : reader.Rows("arrival_weights", Projection.WeightColumn, ranks.Length);
        reader.Then(() => Fill(counts, ranks, weights));
    }

    public void Dispose()
    {
        foreach (var arriving in _arriving)
            arriving.Dispose();
    }

    /// <summary>Every neuron gets what is under way to it in the order it was sent, whoever works for it now.</summary>
    private void Fill(int[] counts, int[] ranks, byte[] weights)
    {
        Clear();
        var next = 0;
        for (var ahead = 0; ahead < counts.Length; ahead++)
        {
            for (var i = 0; i < counts[ahead]; i++, next++)
            {
                var rank = ranks[next];
                var weight = HasSingleWeight ? default : Unsafe.ReadUnaligned<T>(ref weights[next * sizeof(T)]);
                Array.Find(_arriving, a => a.Covers(rank))!.Add(ahead, rank, weight);
            }
        }
    }
}
