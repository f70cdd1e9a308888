using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>
/// Weights under way to the neurons of one member of a team through synapses that have their own delays: put down, one step after a spike was emitted,
/// for the steps at which they arrive, so that a spike costs the same whatever the delays.
/// </summary>
internal sealed unsafe class ArrivingWeights<T> : IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly (int Begin, int End) _neurons;
    private readonly ArrivalQueue<int> _ranks;
    private readonly ArrivalQueue<T>? _weights;
    private DelayRuns _runs;

    /// <param name="connectivity">The synapses, by pre-synaptic neuron.</param>
    /// <param name="neurons">Ranks of the post-synaptic neurons.</param>
    /// <param name="hasSingleWeight">Whether all synapses share one weight, which is looked up when it arrives.</param>
    public ArrivingWeights(SparseConnectivity connectivity, (int Begin, int End) neurons, bool hasSingleWeight)
    {
        _neurons = neurons;
        _ranks = new ArrivalQueue<int>(connectivity.MaxDelay);
        _weights = hasSingleWeight ? null : new ArrivalQueue<T>(connectivity.MaxDelay);
        _runs = DelayRuns.Of(connectivity.Rows, neurons);
    }

    /// <summary>Steps ahead of the one in progress.</summary>
    public int Depth => _ranks.Depth;

    public nuint ByteCount => _ranks.ByteCount + (_weights?.ByteCount ?? 0) + _runs.ByteCount;

    /// <summary>Whether a neuron is one of those.</summary>
    public bool Covers(int rank) => rank >= _neurons.Begin && rank < _neurons.End;

    /// <summary>Neurons at which something arrives some steps after the one in progress.</summary>
    public ReadOnlySpan<int> Ranks(int ahead) => _ranks.At(ahead);

    /// <summary>What arrives there; empty if all synapses share one weight.</summary>
    public ReadOnlySpan<T> Weights(int ahead) => _weights is null ? [] : _weights.At(ahead);

    /// <summary>Puts down what spikes send.</summary>
    public void Send(ReadOnlySpan<int> spikes, CompressedRows rows, T* weights) =>
        SpikeDelivery.Send(spikes, rows.Bounds, _runs, rows.Cells.Pointer, weights, _ranks, _weights);

    /// <summary>Adds what arrives in the step in progress.</summary>
    /// <param name="weight">The weight, if there is only one.</param>
    /// <param name="target">The conductance or sum of the post-synaptic population.</param>
    public void Arrive(T* weight, T* target)
    {
        if (_weights is null)
            SpikeDelivery.ArriveShared(_ranks.Arriving, *weight, target);
        else
            SpikeDelivery.Arrive(_ranks.Arriving, _weights.Arriving, target);
    }

    /// <summary>Goes on to the next step.</summary>
    public void Advance()
    {
        _ranks.Advance();
        _weights?.Advance();
    }

    /// <summary>Puts something down that was under way before.</summary>
    public void Add(int ahead, int rank, T weight)
    {
        _ranks.Add(ahead, rank);
        _weights?.Add(ahead, weight);
    }

    /// <summary>Takes over synapses that were created, pruned or moved.</summary>
    public void LookAgain(CompressedRows rows)
    {
        _runs.Dispose();
        _runs = DelayRuns.Of(rows, _neurons);
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

    public void Dispose()
    {
        _ranks.Dispose();
        _weights?.Dispose();
        _runs.Dispose();
    }
}
