using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>A weighted sum of the rates of a projection's pre-synaptic neurons, as they were the projection's delay ago.</summary>
internal abstract unsafe class SumSystem<T> : ISystem
    where T : unmanaged
{
    private readonly Projection _projection;
    private readonly Column _rate;
    private readonly HistoryRing? _past;

    protected SumSystem(Projection projection, Column[] targets)
    {
        _projection = projection;
        Targets = targets;
        _rate = projection.Pre.Whole.Columns["r"];
        if (projection.Connectivity.MaxDelay > 1)
            _past = projection.Pre.Whole.RequireHistory("r", projection.Connectivity.MaxDelay);
    }

    public string Name => $"weighted sum of {_projection.Label}";

    protected Column[] Targets { get; }

    protected Column Weights => _projection.WeightColumn;

    protected bool HasSingleWeight => _projection.HasSingleWeight;

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting)
            return;
        var rates = (T*)Rates();
        foreach (var target in Targets)
            Add(rates, (T*)target.Address);
    }

    /// <summary>Adds to one target.</summary>
    /// <param name="rates">The pre-synaptic rates; a window of past rates where delays differ.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    protected abstract void Add(T* rates, T* sums);

    private nint Rates()
    {
        if (_past is null)
            return _rate.Address;
        return _projection.Connectivity.UniformDelay is { } delay ? delay == 1 ? _rate.Address : _past.At(delay) : _past.Window;
    }
}
