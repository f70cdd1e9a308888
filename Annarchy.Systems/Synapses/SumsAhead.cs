using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>
/// The weighted sums of the next step, made in the pass that changes the weights: one pass through memory instead of two. They hold as long
/// as neither weights nor rates change in between, by a user's hand for instance; then the sums are made again.
/// </summary>
internal sealed unsafe class SumsAhead : IDisposable
{
    private const long Never = -1;

    private readonly Projection _projection;
    private readonly Column _rates;
    private readonly Column _sums;
    private readonly NativeArray<byte> _ratesThen;
    private long _step = Never;
    private bool _isStopped;

    public SumsAhead(Projection projection)
    {
        _projection = projection;
        _rates = projection.Pre.Whole.Columns["r"];
        _sums = new Column("sums ahead", AttributeKind.Real, projection.Network.Precision, projection.Connectivity.Size);
        _ratesThen = new NativeArray<byte>(_rates.Length * _rates.ElementSize);
    }

    public nuint ByteCount => _sums.ByteCount + _ratesThen.ByteCount;

    private ReadOnlySpan<byte> Rates => new((void*)_rates.Address, (int)_ratesThen.Length);

    /// <summary>Begins the sums of the step after this one.</summary>
    public void Begin(long step)
    {
        _sums.Fill(0.0);
        Rates.CopyTo(_ratesThen.Span);
        _step = _isStopped ? Never : step + 1;
    }

    /// <summary>Where the sum of a dendrite is made.</summary>
    public nint AddressOf(int dendrite) => _sums.Address + ((nint)dendrite * _sums.ElementSize);

    /// <summary>Whether the sums are those of a step.</summary>
    public bool AreFor(long step) => _step == step && Rates.SequenceEqual(_ratesThen.Span);

    /// <summary>Adds the sums to what post-synaptic neurons receive.</summary>
    public void AddTo(ReadOnlySpan<Column> targets)
    {
        if (_sums.ElementSize == sizeof(float))
            AddTo<float>(targets);
        else
            AddTo<double>(targets);
    }

    /// <summary>Weights are about to change.</summary>
    public void Discard() => _step = Never;

    /// <summary>From now on weights may change unseen.</summary>
    public void Stop()
    {
        _isStopped = true;
        Discard();
    }

    public void Dispose()
    {
        _sums.Dispose();
        _ratesThen.Dispose();
    }

    private void AddTo<T>(ReadOnlySpan<Column> targets)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var sums = (T*)_sums.Address;
        var ranks = _projection.Connectivity.PostRanks.Pointer;
        foreach (var target in targets)
        {
            var values = (T*)target.Address;
            for (var dendrite = 0; dendrite < _sums.Length; dendrite++)
                values[ranks[dendrite]] += sums[dendrite];
        }
    }
}
