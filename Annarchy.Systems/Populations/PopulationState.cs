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

    private readonly List<IDisposable> _owned = [];
    private readonly List<Column> _unreadTargets = [];
    private readonly List<GlobalOperation> _operations = [];
    private Network? _network;
    private StopCheck? _stop;

    /// <summary>The population's entity in <see cref="Network.World"/>.</summary>
    public Entity Entity { get; private set; }

    /// <summary>The name asked for, before the network gave one.</summary>
    internal string? RequestedName { get; }

    internal bool IsAttached => _network is not null;

    internal ColumnTable Columns => Component<NeuronColumns>().Table;

    internal NeuronProgram Program => Component<NeuronModel>().Program;

    /// <summary>The object number its random draws are keyed by.</summary>
    internal int RandomObject => Component<RandomSource>().Object;

    /// <summary>Spikes of this and past steps; null for rate-coded neurons.</summary>
    internal SpikeRing? Spikes => Find<SpikeOutput>().Spikes;

    /// <summary>Axonal spikes of this and past steps; null for models without any.</summary>
    internal SpikeRing? AxonSpikes => Find<SpikeOutput>().AxonSpikes;

    /// <summary>Firing rates over a window; null when they are not computed.</summary>
    internal FiringRate? FiringRate => Find<RateEstimate>().Rate;

    private Dictionary<string, HistoryRing> Past => Component<PastValues>().ByVariable;

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

        var old = FiringRate;
        if (old?.Window == window)
            return;
        var rate = Own(new FiringRate(Columns[FiringRateName], window, (int)steps));
        rate.Clear();
        if (old is not null)
            Drop(old);
        Put(new RateEstimate(rate));
    }

    /// <summary>
    /// Gives parameters and variables the values they had when the network was compiled, and forgets all spikes; scheduled inputs
    /// begin again with the present time.
    /// </summary>
    public void Reset()
    {
        Network.CheckNotDisposed();
        Find<StartValues>().State?.Restore();
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
        Find<StartValues>().State?.Restore(attributes);
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
        foreach (var history in Past.Values)
            history.Fill();
    }

    /// <summary>Makes the population part of a network: an entity whose columns hold the values at the start.</summary>
    internal void Attach(Network network, string name, int randomObject)
    {
        var program = Compile(network);
        var world = network.World;
        var entity = world.Create(new Named(name), new Arranged(Geometry), new Activity(true), new PopulationWindow(this));
        (_network, Entity) = (network, entity);
        try
        {
            world.Add(entity, new NeuronModel(program));
            world.Add(entity, new RandomSource(randomObject));
            world.Add(entity, new PastValues(new Dictionary<string, HistoryRing>(StringComparer.Ordinal)));
            world.Add(entity, new NeuronColumns(Own(new ColumnTable(network.Precision))));
            AddColumns(program);
            if (program.IsSpiking)
                world.Add(entity, new SpikeOutput(Own(new SpikeRing(Size)), program.Local.AxonSpike is null ? null : Own(new SpikeRing(Size))));
            if (StopCondition is not null)
                _stop = Own(network.CompileStopCondition(this));
            OnAttached();
        }
        catch
        {
            Free();
            world.Destroy(entity);
            (_network, Entity) = (null, default);
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

    /// <summary>Keeps a variable's past for delays of up to <paramref name="steps"/> steps; before the first step it is the value at the start.</summary>
    internal HistoryRing RequireHistory(string variable, int steps)
    {
        if (!Past.TryGetValue(variable, out var history))
        {
            history = Own(new HistoryRing(ColumnOf(variable), steps));
            Past.Add(variable, history);
        }

        history.EnsureDepth(steps);
        return history;
    }

    /// <summary>Computes a global operation that synapses read at the end of each step.</summary>
    internal void RequireOperation(GlobalOperation operation)
    {
        if (!Columns.Contains(operation.SlotName))
            Columns.Add(operation.SlotName, AttributeKind.Real, 1);
        if (!_operations.Contains(operation))
            _operations.Add(operation);
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
        Put(new StartValues(new InitialState(Columns)));
        foreach (var history in Past.Values)
            history.Fill();
    }

    /// <summary>Which member of the network's team works on which neurons; set when the network is compiled.</summary>
    internal NeuronShares Shares
    {
        get => field ??= NeuronShares.Whole(Size);
        set;
    }

    /// <summary>Whether the stop condition holds after a step.</summary>
    internal bool MustStop() => _stop!.Holds();

    /// <summary>Adds what one step does to the neurons.</summary>
    internal virtual void AddUpdateSystems(Pipeline pipeline, IKernelBackend backend)
    {
        if (Network.OnDevice?.UpdateOf(this) is { } kernels)
            pipeline.Add(Stage.NeuronUpdate, kernels);
        else
            pipeline.Add(Stage.NeuronUpdate, Own(new NeuronUpdateSystem(this, backend)));
    }

    /// <summary>Adds what one step does with spikes, delays and global operations.</summary>
    internal void AddSpikeSystems(Pipeline pipeline)
    {
        if (IsSpiking)
            pipeline.Add(Stage.Spike, new SpikeSystem(this));
        if (Past.Count > 0)
            pipeline.Add(Stage.Spike, new HistorySystem(this, [.. Past.Values]));
        if (AllOperations.Count > 0)
            pipeline.Add(Stage.Spike, new GlobalOperations(this, AllOperations));
    }

    internal void Free()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
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

    private void AddColumns(NeuronProgram program)
    {
        var columns = Columns;
        for (var i = 0; i < program.Attributes.Length; i++)
        {
            var attribute = program.Attributes[i];
            var column = columns.Add(attribute.Name, attribute.Kind, attribute.Locality == Locality.Global ? 1 : Size);
            if (attribute.InitialDistribution is { } distribution)
                Network.DrawInitial(distribution, column, RandomObject, i);
            else
                column.Fill(attribute.InitialValue);
        }

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

    private ref T Component<T>()
        where T : struct
    {
        if (_network is null)
            throw new InvalidOperationException($"This {GetType().Name} is not part of a network yet: pass it to Network.Create first.");
        return ref _network.World.Get<T>(Entity);
    }

    private T Find<T>()
        where T : struct => _network is not null && _network.World.TryGet<T>(Entity, out var component) ? component : default;

    private void Put<T>(T component)
        where T : struct
    {
        if (Network.World.Has<T>(Entity))
            Network.World.Set(Entity, component);
        else
            Network.World.Add(Entity, component);
    }
}
