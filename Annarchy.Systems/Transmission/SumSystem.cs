using Annarchy.Connectivity;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>A weighted sum of the rates of a projection's pre-synaptic neurons, as they were the projection's delay ago.</summary>
internal abstract unsafe class SumSystem<T> : ISystem, ITeamWork
    where T : unmanaged
{
    private readonly Projection _projection;
    private readonly Column _rate;
    private readonly HistoryRing? _past;
    private readonly RowShares _shares;
    private readonly ThreadTeam _team;
    private nint _inputs;

    protected SumSystem(Projection projection, Column[] targets)
    {
        _projection = projection;
        Targets = targets;
        _rate = projection.Pre.Whole.Columns["r"];
        if (projection.Connectivity.MaxDelay > 1)
            _past = projection.Pre.Whole.RequireHistory("r", projection.Connectivity.MaxDelay);
        _team = projection.Network.Team;
        _shares = RowShares.OfDendrites(projection.Connectivity, _team.Size);
    }

    public string Name => $"weighted sum of {_projection.Label}";

    protected Column[] Targets { get; }

    protected Column Weights => _projection.WeightColumn;

    protected bool HasSingleWeight => _projection.HasSingleWeight;

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting)
            return;
        _inputs = Rates();
        Prepare((T*)_inputs);
        _team.Run(this, _shares.Members);
    }

    public void Execute(int member)
    {
        var (begin, end) = _shares[member];
        foreach (var target in Targets)
            Add((T*)_inputs, (T*)target.Address, begin, end);
    }

    /// <summary>Does what is the same for all rows.</summary>
    /// <param name="rates">The pre-synaptic rates; a window of past rates where delays differ.</param>
    protected virtual void Prepare(T* rates)
    {
    }

    /// <summary>Adds the sums of some rows to one target.</summary>
    /// <param name="rates">The pre-synaptic rates; a window of past rates where delays differ.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    protected abstract void Add(T* rates, T* sums, int begin, int end);

    private nint Rates()
    {
        if (_past is null)
            return _rate.Address;
        return _projection.Connectivity.UniformDelay is { } delay ? delay == 1 ? _rate.Address : _past.At(delay) : _past.Window;
    }
}
