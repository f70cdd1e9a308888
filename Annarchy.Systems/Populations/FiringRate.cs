using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>
/// Firing rates over a sliding window: <c>r = 1000 / window * n</c> with n the spikes of the last <c>window</c> ms, this step
/// included.
/// </summary>
/// <remarks>Ranks of past spikes lie in a circular list, so that memory and time follow the spikes, not neurons times steps.</remarks>
internal sealed unsafe class FiringRate : IDisposable
{
    private readonly Column _rate;
    private readonly double _perSpike;
    private readonly int[] _spikesOfStep;
    private readonly NativeBuffer _counts;
    private NativeBuffer _ranks;
    private int _capacity = 1024;
    private int _first;
    private int _stored;
    private int _position;

    /// <param name="rate">The column <c>r</c>.</param>
    /// <param name="window">ms.</param>
    /// <param name="steps">The window in steps.</param>
    public FiringRate(Column rate, double window, int steps)
    {
        _rate = rate;
        Window = window;
        _perSpike = 1000.0 / window;
        _spikesOfStep = new int[steps];
        _counts = new NativeBuffer((nuint)rate.Capacity * sizeof(int));
        _ranks = new NativeBuffer((nuint)_capacity * sizeof(int));
    }

    /// <summary>ms.</summary>
    public double Window { get; }

    /// <summary>The column of the rates, Hz.</summary>
    public Column Rates => _rate;

    /// <summary>Where the spikes within the window are kept instead of here; null if they are kept here.</summary>
    public IRateWindow? Elsewhere { get; set; }

    public nuint ByteCount => _counts.ByteCount + _ranks.ByteCount + ((nuint)_spikesOfStep.Length * sizeof(int));

    /// <summary>The window in steps.</summary>
    public int Steps => _spikesOfStep.Length;

    public void Update(ReadOnlySpan<int> ranks)
    {
        var counts = (int*)_counts.Address;
        for (var leaving = _spikesOfStep[_position]; leaving > 0; leaving--)
        {
            var rank = ((int*)_ranks.Address)[_first];
            _first = (_first + 1) & (_capacity - 1);
            _stored--;
            Set(rank, --counts[rank]);
        }

        Reserve(ranks.Length);
        var list = (int*)_ranks.Address;
        foreach (var rank in ranks)
        {
            list[(_first + _stored) & (_capacity - 1)] = rank;
            _stored++;
            Set(rank, ++counts[rank]);
        }

        _spikesOfStep[_position] = ranks.Length;
        _position = _position + 1 == _spikesOfStep.Length ? 0 : _position + 1;
    }

    /// <summary>The spikes within the window: how many there were in each of its steps, and their ranks, both the oldest first.</summary>
    public (int[] SpikesOfStep, int[] Ranks) ToArrays()
    {
        if (Elsewhere is not null)
            return Elsewhere.ToArrays();
        var ranks = new int[_stored];
        for (var i = 0; i < ranks.Length; i++)
            ranks[i] = ((int*)_ranks.Address)[(_first + i) & (_capacity - 1)];
        return ([.. _spikesOfStep.AsSpan(_position), .. _spikesOfStep.AsSpan(0, _position)], ranks);
    }

    /// <summary>Replaces the spikes within the window, but not the rates.</summary>
    /// <param name="spikesOfStep">As <see cref="ToArrays"/> gives it.</param>
    /// <param name="ranks">Likewise; as many as there are spikes.</param>
    public void Restore(ReadOnlySpan<int> spikesOfStep, ReadOnlySpan<int> ranks)
    {
        if (Elsewhere is not null)
        {
            Elsewhere.Restore(spikesOfStep, ranks);
            return;
        }

        spikesOfStep.CopyTo(_spikesOfStep);
        (_first, _stored, _position) = (0, 0, 0);
        var counts = new Span<int>(_counts.Address, (int)_rate.Length);
        counts.Clear();
        Reserve(ranks.Length);
        ranks.CopyTo(new Span<int>(_ranks.Address, _capacity));
        _stored = ranks.Length;
        foreach (var rank in ranks)
            counts[rank]++;
    }

    /// <summary>Forgets all spikes.</summary>
    public void Clear()
    {
        Array.Clear(_spikesOfStep);
        (_first, _stored, _position) = (0, 0, 0);
        new Span<int>(_counts.Address, (int)_rate.Length).Clear();
        _rate.Fill(0.0);
        Elsewhere?.Restore(_spikesOfStep, []);
    }

    public void Dispose()
    {
        Elsewhere?.Dispose();
        _counts.Dispose();
        _ranks.Dispose();
    }

    private void Set(int rank, int count)
    {
        if (_rate.Precision == Precision.Single)
            ((float*)_rate.Address)[rank] = (float)(_perSpike * count);
        else
            ((double*)_rate.Address)[rank] = _perSpike * count;
    }

    private void Reserve(int more)
    {
        if (_stored + more <= _capacity)
            return;
        var capacity = _capacity;
        while (capacity < _stored + more)
            capacity *= 2;
        var grown = new NativeBuffer((nuint)capacity * sizeof(int));
        for (var i = 0; i < _stored; i++)
            ((int*)grown.Address)[i] = ((int*)_ranks.Address)[(_first + i) & (_capacity - 1)];
        _ranks.Dispose();
        (_ranks, _capacity, _first) = (grown, capacity, 0);
    }
}
