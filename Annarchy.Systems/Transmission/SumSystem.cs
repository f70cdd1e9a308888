using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>A weighted sum of the rates of a projection's pre-synaptic neurons, as they were the projection's delay ago.</summary>
internal abstract unsafe class SumSystem<T> : IInstanceSystem, ITeamWork
    where T : unmanaged
{
    private readonly Projection _projection;
    private readonly Column _rate;
    private readonly HistoryRing? _past;
    private readonly RowShares _shares;
    private readonly ThreadTeam _team;
    private readonly Column? _weights;
    private nint _inputs;
    private int _instance;

    protected SumSystem(Projection projection, Column[] targets, InstanceMemory? memory)
    {
        _projection = projection;
        Targets = targets;
        _rate = memory.Map(projection.Pre.Whole.Columns["r"]);
        _weights = memory?.Of(projection.WeightColumn);
        if (projection.Connectivity.MaxDelay > 1)
            _past = memory.Map(projection.Pre.Whole.RequireHistory("r", projection.Connectivity.MaxDelay));
        _team = projection.Network.Team;
        _shares = RowShares.OfDendrites(projection.Connectivity, _team.Size);
    }

    public string Name => $"weighted sum of {_projection.Label}";

    protected Column[] Targets { get; }

    /// <summary>The weights, or the only weight.</summary>
    protected T* Weights => (T*)(_weights ?? _projection.WeightColumn).AddressOf(_instance);

    protected bool HasSingleWeight => _projection.HasSingleWeight;

    public void Update(in StepContext context) => Run(InstanceStep.Of(_projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!_projection.IsTransmitting)
            return;
        _instance = step.Instance;
        _inputs = Rates();
        Prepare((T*)_inputs);
        _team.Run(this, _shares.Members);
    }

    public void Execute(int member)
    {
        var (begin, end) = _shares[member];
        foreach (var target in Targets)
            Add((T*)_inputs, (T*)target.AddressOf(_instance), begin, end);
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
        if (_past is null || _projection.Connectivity.UniformDelay == 1)
            return _rate.AddressOf(_instance);
        return _projection.Connectivity.UniformDelay is { } delay ? _past.At(delay, _instance) : _past.WindowOf(_instance);
    }
}
