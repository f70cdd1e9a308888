using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Benchmarks.Floors;

/// <summary>A hand-written COBA network of either precision.</summary>
public interface ICobaFloor : IDisposable
{
    /// <summary>Simulates so many steps of 0.1 ms.</summary>
    void Run(int steps);
}

/// <summary>
/// The COBA network as a hand-written loop over 512-bit vectors with masks, bit-scanned spikes and plain CSR delivery: the floor
/// the library is measured against. Same equations, constants and connectivity statistics as the benchmark network.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed unsafe class CobaFloor<T> : ICobaFloor
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double TimeStep = 0.1;
    private readonly int _size;
    private readonly int _excitatory;
    private readonly T* _v;
    private readonly T* _gExc;
    private readonly T* _gInh;
    private readonly T* _refractory;
    private readonly int* _rowStart;
    private readonly int* _targets;
    private readonly T* _weights;
    private readonly int* _spikes;
    private int _spikeCount;

    /// <summary>Builds the network: every neuron receives <paramref name="inputs"/> random synapses.</summary>
    /// <param name="size">Neurons, four fifths of them excitatory.</param>
    /// <param name="inputs">Synapses per neuron.</param>
    /// <param name="seed">Seed of the connectivity and the initial state.</param>
    public CobaFloor(int size, int inputs = 80, int seed = 1)
    {
        _size = size;
        _excitatory = size / 5 * 4;
        var padded = (size + 15) / 16 * 16;
        _v = Allocate<T>(padded);
        _gExc = Allocate<T>(padded);
        _gInh = Allocate<T>(padded);
        _refractory = Allocate<T>(padded);
        _spikes = Allocate<int>(padded + 16);
        _rowStart = Allocate<int>(size + 1);
        _targets = Allocate<int>(size * inputs);
        _weights = Allocate<T>(size * inputs);

        var random = new Random(seed);
        var pre = new int[size * inputs];
        for (var i = 0; i < pre.Length; i++)
        {
            pre[i] = random.Next(size);
            _rowStart[pre[i] + 1]++;
        }

        for (var row = 0; row < size; row++)
            _rowStart[row + 1] += _rowStart[row];
        var next = new int[size];
        for (var i = 0; i < pre.Length; i++)
        {
            var at = _rowStart[pre[i]] + next[pre[i]]++;
            _targets[at] = i / inputs;
            _weights[at] = T.CreateTruncating(pre[i] < _excitatory ? 0.6 : 6.7);
        }

        for (var i = 0; i < padded; i++)
        {
            _v[i] = T.CreateTruncating(-60.0 + (10.0 * random.NextDouble()));
            _gExc[i] = T.CreateTruncating(4.0 * random.NextDouble());
            _gInh[i] = T.CreateTruncating(20.0 * random.NextDouble());
        }
    }

    /// <inheritdoc/>
    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Deliver();
            Update();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var block in new nint[] { (nint)_v, (nint)_gExc, (nint)_gInh, (nint)_refractory, (nint)_spikes, (nint)_rowStart, (nint)_targets, (nint)_weights })
            NativeMemory.AlignedFree((void*)block);
    }

    private static TItem* Allocate<TItem>(int count)
        where TItem : unmanaged
    {
        var bytes = (nuint)count * (nuint)sizeof(TItem);
        var block = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(block, bytes);
        return (TItem*)block;
    }

    private void Deliver()
    {
        for (var s = 0; s < _spikeCount; s++)
        {
            var pre = _spikes[s];
            var g = pre < _excitatory ? _gExc : _gInh;
            for (var j = _rowStart[pre]; j < _rowStart[pre + 1]; j++)
                g[_targets[j]] += _weights[j];
        }
    }

    private void Update()
    {
        var lanes = Vector512<T>.Count;
        var decayExc = Vector512.Create(T.CreateTruncating(Math.Exp(-TimeStep / 5.0)));
        var decayInh = Vector512.Create(T.CreateTruncating(Math.Exp(-TimeStep / 10.0)));
        var rate = Vector512.Create(T.CreateTruncating(TimeStep / 20.0));
        var drive = Vector512.Create(T.CreateTruncating(-60.0 + 20.0));
        var reversalInh = Vector512.Create(T.CreateTruncating(-80.0));
        var threshold = Vector512.Create(T.CreateTruncating(-50.0));
        var reset = Vector512.Create(T.CreateTruncating(-60.0));
        var period = Vector512.Create(T.CreateTruncating(50.0));
        var count = 0;
        for (var i = 0; i < _size; i += lanes)
        {
            var v = Vector512.Load(_v + i);
            var gExc = Vector512.Load(_gExc + i);
            var gInh = Vector512.Load(_gInh + i);
            var refractory = Vector512.Load(_refractory + i);
            var active = Vector512.LessThanOrEqual(refractory, Vector512<T>.Zero);
            var current = drive - v - (gExc * v) + (gInh * (reversalInh - v));
            v = Vector512.ConditionalSelect(active, v + (rate * current), v);
            refractory = Vector512.ConditionalSelect(active, refractory, refractory - Vector512<T>.One);
            var spiked = active & Vector512.GreaterThan(v, threshold);
            Vector512.Store(gExc * decayExc, _gExc + i);
            Vector512.Store(gInh * decayInh, _gInh + i);
            Vector512.Store(Vector512.ConditionalSelect(spiked, reset, v), _v + i);
            Vector512.Store(Vector512.ConditionalSelect(spiked, period, refractory), _refractory + i);
            for (var bits = spiked.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                _spikes[count++] = i + BitOperations.TrailingZeroCount(bits);
        }

        while (count > 0 && _spikes[count - 1] >= _size)
            count--;
        _spikeCount = count;
    }
}
