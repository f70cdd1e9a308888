using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy;

/// <content>The data of a population and what the network does with it.</content>
public partial class Population
{
    private const string FiringRateName = "r";

    private readonly Dictionary<string, HistoryRing> _histories = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];
    private readonly List<Column> _unreadTargets = [];
    private Network? _network;
    private ColumnTable? _columns;
    private NeuronProgram? _program;
    private InitialState? _initial;
    private StopCheck? _stop;

    /// <summary>The name asked for, before the network gave one.</summary>
    internal string? RequestedName { get; }

    /// <summary>The name within the network.</summary>
    internal string? AssignedName { get; private set; }

    /// <summary>Place among the network's populations.</summary>
    internal int Index { get; private set; }

    /// <summary>The object number its random draws are keyed by.</summary>
    internal int RandomObject { get; private set; }

    internal bool IsAttached => _network is not null;

    internal ColumnTable Columns => _columns ?? throw NotAttached();

    internal NeuronProgram Program => _program ?? throw NotAttached();

    /// <summary>Spikes of this and past steps; null for rate-coded neurons.</summary>
    internal SpikeRing? Spikes { get; private set; }

    /// <summary>Axonal spikes of this and past steps; null for models without any.</summary>
    internal SpikeRing? AxonSpikes { get; private set; }

    /// <summary>Firing rates over a window; null when they are not computed.</summary>
    internal FiringRate? FiringRate { get; private set; }

    /// <summary>
    /// Computes the mean firing rate of every spiking neuron over a sliding window, in Hz, into the variable <c>r</c>, which is 0
    /// otherwise.
    /// </summary>
    /// <param name="window">Width of the window, ms; at least one step. Counting starts over when it changes.</param>
    /// <exception cref="InvalidOperationException">The neurons are rate-coded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than a step, NaN or infinite.</exception>
    public void ComputeFiringRate(double window)
    {
        Network.CheckNotDisposed();
        if (Spikes is null)
            throw new InvalidOperationException($"The neurons of '{Name}' are rate-coded: they have no spikes to count.");
        var steps = Math.Floor((window / Network.TimeStep) + 1e-9);
        if (!(steps >= 1.0) || steps > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(window), window, $"The window of a firing rate is at least one step, {Network.TimeStep} ms.");
        }

        if (FiringRate?.Window == window)
            return;
        FiringRate?.Dispose();
        FiringRate = new FiringRate(Columns[FiringRateName], window, (int)steps);
        FiringRate.Clear();
    }

    /// <summary>
    /// Gives parameters and variables the values they had when the network was compiled, and forgets all spikes; scheduled inputs
    /// begin again with the present time.
    /// </summary>
    public void Reset()
    {
        Network.CheckNotDisposed();
        _initial?.Restore();
        Clear();
        Rewind();
    }

    /// <summary>Gives some attributes the values they had when the network was compiled, and forgets all spikes.</summary>
    /// <param name="attributes">Names of parameters and variables.</param>
    /// <exception cref="KeyNotFoundException">There is no such attribute.</exception>
    public void Reset(NameList attributes)
    {
        foreach (var attribute in attributes)
            ColumnOf(attribute);
        _initial?.Restore(attributes);
        Clear();
        Rewind();
    }

    /// <summary>Forgets all spikes: those under way through delays, the refractory periods they caused and the firing rates.</summary>
    public void Clear()
    {
        Network.CheckNotDisposed();
        Spikes?.Clear();
        AxonSpikes?.Clear();
        FiringRate?.Clear();
        if (Columns.TryGet(SlotNames.LastSpike, out var lastSpike))
            lastSpike.Fill(SlotNames.NeverSpiked);
        if (Columns.TryGet(SlotNames.RefractoryRemaining, out var remaining))
            remaining.Fill(0.0);
        foreach (var history in _histories.Values)
            history.Fill();
    }

    /// <summary>Makes the population part of a network and allocates its columns with the values at the start.</summary>
    internal void Attach(Network network, string name, int index, int randomObject)
    {
        var program = Compile(network);
        var columns = new ColumnTable(network.Precision);
        try
        {
            for (var i = 0; i < program.Attributes.Length; i++)
            {
                var attribute = program.Attributes[i];
                var column = columns.Add(attribute.Name, attribute.Kind, attribute.Locality == Locality.Global ? 1 : Size);
                if (attribute.InitialDistribution is { } distribution)
                    network.DrawInitial(distribution, column, randomObject, i);
                else
                    column.Fill(attribute.InitialValue);
            }

            AddOwnColumns(program, columns);
        }
        catch
        {
            columns.Dispose();
            throw;
        }

        (_network, _program, _columns) = (network, program, columns);
        (AssignedName, Index, RandomObject) = (name, index, randomObject);
        try
        {
            if (program.IsSpiking)
                Spikes = new SpikeRing(Size);
            if (program.Local.AxonSpike is not null)
                AxonSpikes = new SpikeRing(Size);
            if (StopCondition is not null)
                _owned.Add(_stop = network.CompileStopCondition(this));
            OnAttached();
        }
        catch
        {
            Free();
            (_network, AssignedName) = (null, null);
            throw;
        }
    }

    /// <summary>The column a target feeds, made if no equation reads it.</summary>
    internal Column RequireTarget(string target)
    {
        var name = IsSpiking ? SlotNames.Conductance(target) : SlotNames.Sum(target);
        if (Columns.TryGet(name, out var column))
            return column;
        column = Columns.Add(name, AttributeKind.Real, Size);
        _unreadTargets.Add(column);
        return column;
    }

    /// <summary>The columns that are zeroed before projections add to them: all but the conductances equations take care of.</summary>
    internal IEnumerable<Column> Sums => Program.IsSpiking
        ? _unreadTargets
        : _unreadTargets.Concat(Program.Targets.Select(t => Columns[SlotNames.Sum(t)]));

    /// <summary>Keeps a variable's past for delays of up to <paramref name="steps"/> steps.</summary>
    internal HistoryRing RequireHistory(string variable, int steps)
    {
        if (!_histories.TryGetValue(variable, out var history))
        {
            history = new HistoryRing(ColumnOf(variable), steps);
            history.Fill();
            _histories.Add(variable, history);
        }

        history.EnsureDepth(steps);
        return history;
    }

    /// <summary>Keeps spikes for delays of up to <paramref name="steps"/> steps.</summary>
    internal void RequireSpikeDelay(int steps)
    {
        Spikes?.EnsureDepth(steps);
        AxonSpikes?.EnsureDepth(steps);
    }

    /// <summary>Notes the values that resets bring back, once everything is set up.</summary>
    internal void RememberInitialState()
    {
        _initial = new InitialState(Columns);
        foreach (var history in _histories.Values)
            history.Fill();
    }

    /// <summary>Whether the stop condition holds after a step.</summary>
    internal bool MustStop() => _stop!.Holds();

    /// <summary>Adds what one step does to the neurons.</summary>
    internal virtual void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend, ThreadTeam team)
    {
        var update = new NeuronUpdateSystem(this, backend, team);
        _owned.Add(update);
        pipeline.Add(Stage.NeuronUpdate, update);
    }

    /// <summary>Adds what one step does with spikes, delays and global operations.</summary>
    internal void AddSpikeSystems(Pipeline pipeline)
    {
        if (IsSpiking)
            pipeline.Add(Stage.Spike, new SpikeSystem(this));
        if (_histories.Count > 0)
            pipeline.Add(Stage.Spike, new HistorySystem(this, [.. _histories.Values]));
        if (!Program.GlobalOperations.IsEmpty)
            pipeline.Add(Stage.Spike, new GlobalOperations(this, Program.GlobalOperations));
    }

    internal void Free()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        foreach (var history in _histories.Values)
            history.Dispose();
        Spikes?.Dispose();
        AxonSpikes?.Dispose();
        FiringRate?.Dispose();
        _columns?.Dispose();
    }

    /// <summary>What the population's neurons are made of.</summary>
    private protected virtual NeuronProgram Compile(Network network) => network.CompileNeuron(this);

    /// <summary>Sets up what needs the network, such as its time step.</summary>
    private protected virtual void OnAttached()
    {
    }

    /// <summary>Starts scheduled inputs again from the present time.</summary>
    private protected virtual void Rewind()
    {
    }

    /// <summary>Frees something together with the population.</summary>
    private protected T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Frees something the population owned.</summary>
    private protected void Drop(IDisposable owned)
    {
        _owned.Remove(owned);
        owned.Dispose();
    }

    /// <summary>A program without equations, for inputs whose attributes are set from outside.</summary>
    private protected static NeuronProgram WithoutEquations(bool isSpiking, params ReadOnlySpan<AttributeDefinition> attributes) => new()
    {
        IsSpiking = isSpiking,
        Attributes = [.. attributes],
        Global = null,
        Local = new UpdateProgram("no equations", Locality.Local, []),
        Targets = [],
        SumsAllTargets = false,
        GlobalOperations = [],
        HasRefractory = false,
        RefractoryPeriod = null,
    };

    private void AddOwnColumns(NeuronProgram program, ColumnTable columns)
    {
        foreach (var target in program.Targets)
            AddOwn(program.IsSpiking ? SlotNames.Conductance(target) : SlotNames.Sum(target), AttributeKind.Real, Size);
        if (program.SumsAllTargets)
            AddOwn(SlotNames.Sum(string.Empty), AttributeKind.Real, Size);
        foreach (var operation in program.GlobalOperations)
            AddOwn(operation.SlotName, AttributeKind.Real, 1);
        if (!program.IsSpiking)
            return;
        AddOwn(FiringRateName, AttributeKind.Real, Size);
        AddOwn(SlotNames.LastSpike, AttributeKind.Integer, Size, SlotNames.NeverSpiked);
        if (!program.HasRefractory)
            return;
        AddOwn(SlotNames.RefractoryRemaining, AttributeKind.Integer, Size);
        if (program.RefractoryPeriod is { } period)
            AddOwn(SlotNames.Refractory, AttributeKind.Real, Size, period);

        void AddOwn(string column, AttributeKind kind, long rows, double value = 0.0)
        {
            if (!columns.Contains(column))
                columns.Add(column, kind, rows).Fill(value);
        }
    }

    private InvalidOperationException NotAttached() => new(
        $"This {GetType().Name} is not part of a network yet: pass it to Network.Create first.");
}
