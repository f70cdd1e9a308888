using Annarchy.Monitors;
using Annarchy.Programs;
using Annarchy.Simulation;
using Annarchy.Storage;

namespace Annarchy;

/// <summary>
/// A network: creates populations, projections and monitors, and runs them. Networks are independent of each other, so that several
/// can live side by side; one network is used by one thread at a time.
/// </summary>
public partial class Network : IDisposable
{
    private readonly List<Population> _populations = [];
    private readonly List<Projection> _projections = [];
    private readonly List<Monitor> _monitors = [];
    private readonly List<Constant> _constants = [];
    private readonly ColumnTable _columns;
    private readonly Column _timeColumn;
    private readonly Column _stepColumn;
    private readonly long? _buildSeed;
    private int _objects = AssignmentObject + 1;
    private bool _disposed;

    /// <summary>Creates an empty network.</summary>
    /// <param name="dt">Duration of a step, ms; positive.</param>
    /// <param name="seed">Seed of all random numbers: the same seed gives the same run. Null draws one, see <see cref="Seed"/>.</param>
    /// <param name="precision">Width of all real numbers.</param>
    /// <param name="threads">Threads that share a step; 0 lets the library choose. Results do not depend on it.</param>
    /// <param name="method">How equations that name no numerical method are advanced.</param>
    /// <param name="backend">What runs the equations.</param>
    /// <param name="device">Where the network runs; null for the processor. It has to live longer than the network.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="dt"/> is not a positive finite number, <paramref name="threads"/> is negative, or an enumeration has an unknown value.
    /// </exception>
    public Network(
        double dt = 1.0,
        long? seed = null,
        Precision precision = Precision.Double,
        int threads = 1,
        NumericalMethod method = NumericalMethod.Explicit,
        KernelBackend backend = KernelBackend.Default,
        IDevice? device = null)
    {
        if (!double.IsFinite(dt) || dt <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(dt), dt, "The duration of a step is a positive finite number of ms.");
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        CheckDefined(precision, nameof(precision));
        CheckDefined(method, nameof(method));
        CheckDefined(backend, nameof(backend));
        if (method == NumericalMethod.EventDriven)
            throw new ArgumentOutOfRangeException(nameof(method), method, "Event-driven integration is for equations of synapses, not for a whole network.");
        TimeStep = dt;
        Seed = seed ?? Random.Shared.NextInt64();
        Precision = precision;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Method = method;
        Backend = backend;
        Device = device;
        _columns = new ColumnTable(precision);
        _timeColumn = _columns.Add(SlotNames.Time, AttributeKind.Real, 1);
        _stepColumn = _columns.Add(SlotNames.Step, AttributeKind.Integer, 1);
        _columns.Add(SlotNames.TimeStep, AttributeKind.Real, 1).Fill(dt);
    }

    /// <summary>Duration of a step, ms.</summary>
    public double TimeStep { get; }

    /// <summary>Seed of all random numbers.</summary>
    public long Seed { get; private set; }

    /// <summary>
    /// Seed of what is drawn while the network is built: who is connected, weights and delays, and values assigned from distributions; the
    /// <see cref="Seed"/> unless it is given. Networks that differ only in <see cref="Seed"/> have the same synapses, but other
    /// initial values where models draw them, and other random numbers in their equations.
    /// </summary>
    public long BuildSeed
    {
        get => _buildSeed ?? Seed;
        init => _buildSeed = value;
    }

    /// <summary>Width of all real numbers.</summary>
    public Precision Precision { get; }

    /// <summary>Threads that share a step.</summary>
    public int Threads { get; }

    /// <summary>How equations that name no numerical method are advanced.</summary>
    public NumericalMethod Method { get; }

    /// <summary>What runs the equations.</summary>
    public KernelBackend Backend { get; }

    /// <summary>The entities and components of the network.</summary>
    public World World { get; } = new();

    /// <summary>What a step does, in order; complete after <see cref="Compile()"/>.</summary>
    public Pipeline Pipeline { get; } = new();

    /// <summary>The populations, in order of creation.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in order of creation.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The monitors, in order of creation.</summary>
    public IReadOnlyList<Monitor> Monitors => _monitors;

    /// <summary>The constants, in order of creation.</summary>
    public IReadOnlyList<Constant> Constants => _constants;

    /// <summary>Adds a population of neurons.</summary>
    /// <param name="geometry">Shape of the population, or its size.</param>
    /// <param name="neuron">Model of the neurons.</param>
    /// <param name="name">Unique name; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <param name="stopCondition">
    /// Condition on the variables that ends <see cref="SimulateUntil(double, Population)"/>: <c>"r &gt; 1 : any"</c> (the default) or
    /// <c>"r &gt; 1 : all"</c> neurons.
    /// </param>
    /// <exception cref="EquationException">The model or the condition is not valid.</exception>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public Population Create(Geometry geometry, Neuron neuron, string? name = null, string? stopCondition = null)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return Create(new Population(geometry, neuron, name, stopCondition));
    }

    /// <summary>Adds a ready-made population, such as <see cref="InputArray"/>.</summary>
    /// <param name="population">The population; not part of a network yet.</param>
    /// <returns>The same population.</returns>
    /// <exception cref="ArgumentException">The population is already part of a network, or its name is taken.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public T Create<T>(T population)
        where T : Population
    {
        ArgumentNullException.ThrowIfNull(population);
        CheckCanGrow("population");
        if (population.IsAttached)
            throw new ArgumentException($"The population '{population.Name}' is already part of a network.", nameof(population));
        var name = UniqueName(population.RequestedName, "pop", _populations.Count, "population", n => TryGetPopulation(n) is not null);
        population.Attach(this, name, _objects);
        _objects++;
        _populations.Add(population);
        return population;
    }

    /// <summary>Connects two groups of neurons; call a connector on the result to build the synapses.</summary>
    /// <param name="pre">Where the synapses come from: a population, a view, or a name.</param>
    /// <param name="post">Where they go.</param>
    /// <param name="target">What they feed, <c>"exc"</c> for <c>sum(exc)</c> or <c>g_exc</c>; several targets share one weight.</param>
    /// <param name="synapse">Model of the synapses; null for <c>w * pre.r</c>, or <c>g_target += w</c> between spiking neurons.</param>
    /// <param name="name">Unique name; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">An end is of another network or unknown, or the name is taken.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public Projection Connect(ProjectionEnd pre, ProjectionEnd post, NameList target, Synapse? synapse = null, string? name = null)
    {
        CheckCanGrow("projection");
        var (from, to) = (Resolve(pre, nameof(pre)), Resolve(post, nameof(post)));
        return Connect(new Projection(this, from, to, target, synapse, name ?? string.Empty));
    }

    /// <summary>Adds a ready-made projection, such as <see cref="CurrentInjection"/>.</summary>
    /// <param name="projection">The projection between two populations of this network.</param>
    /// <returns>The same projection.</returns>
    /// <exception cref="ArgumentException">It is part of the network already, or of another one, or its name is taken.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public T Connect<T>(T projection)
        where T : Projection
    {
        ArgumentNullException.ThrowIfNull(projection);
        CheckCanGrow("projection");
        CheckOwn(projection, nameof(projection));
        if (projection.IsAttached)
            throw new ArgumentException($"The projection '{projection.Name}' is already part of the network.", nameof(projection));
        var requested = projection.Name.Length > 0 ? projection.Name : null;
        var name = UniqueName(requested, "proj", _projections.Count, "projection", n => TryGetProjection(n) is not null);
        projection.Attach(name, _objects);
        _objects++;
        _projections.Add(projection);
        return projection;
    }

    /// <summary>Records variables of neurons.</summary>
    /// <param name="neurons">A population or a view of one.</param>
    /// <param name="variables">Names of variables, <c>spike</c>, <c>axon_spike</c>, or <c>sum(target)</c>.</param>
    /// <param name="period">Time between two records, ms; 0 for every step.</param>
    /// <param name="offset">Time of the record within each period, ms.</param>
    /// <param name="start">Whether it records from the start; otherwise from <see cref="Annarchy.Monitor.Start()"/>.</param>
    /// <param name="name">Unique name; null for <c>monitor0</c>, <c>monitor1</c>, ...</param>
    /// <exception cref="ArgumentException">The neurons are of another network, or have no such variable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Period or offset are negative or NaN, or the offset is not within the period.</exception>
    public Monitor Monitor(
        NeuronGroup neurons, NameList variables, double period = 0.0, double offset = 0.0, bool start = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        CheckNotDisposed();
        CheckOwn(neurons, nameof(neurons));
        return Add(NewMonitor(neurons.Name, variables, period, offset, start, name), [.. variables.Select(neurons.CreateRecorder)]);
    }

    /// <summary>Records variables of the synapses one neuron receives.</summary>
    /// <param name="dendrite">The synapses.</param>
    /// <param name="variables">Names of attributes.</param>
    /// <inheritdoc cref="Monitor(NeuronGroup, NameList, double, double, bool, string)"/>
    public Monitor Monitor(
        Dendrite dendrite, NameList variables, double period = 0.0, double offset = 0.0, bool start = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(dendrite);
        CheckOwn(dendrite.Projection, nameof(dendrite));
        return Add(
            NewMonitor(dendrite.ToString(), variables, period, offset, start, name),
            [.. variables.Select(v => dendrite.Projection.CreateRecorder(v, dendrite.Rank))]);
    }

    /// <summary>Records variables of all synapses of a projection, dendrite after dendrite.</summary>
    /// <param name="projection">The synapses; recording them all in every step takes much memory.</param>
    /// <param name="variables">Names of attributes.</param>
    /// <inheritdoc cref="Monitor(NeuronGroup, NameList, double, double, bool, string)"/>
    public Monitor Monitor(
        Projection projection, NameList variables, double period = 0.0, double offset = 0.0, bool start = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        CheckOwn(projection, nameof(projection));
        return Add(
            NewMonitor(projection.Name, variables, period, offset, start, name),
            [.. variables.Select(v => projection.CreateRecorder(v, null))]);
    }

    /// <summary>Declares a number that equations can use by name.</summary>
    /// <param name="name">Name in equations.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is taken, reserved by the language (<c>t</c>, <c>dt</c>, <c>step</c>, <c>pi</c>, ...) or not a name.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Constant Constant(string name, double value)
    {
        CheckCanGrow("constant");
        return Constant(new Constant(name, value));
    }

    /// <summary>Declares a number that the equations of several networks can use: changing its value changes all of them.</summary>
    /// <param name="constant">The constant.</param>
    /// <returns>The same constant.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public Constant Constant(Constant constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
        CheckCanGrow("constant");
        if (_columns.Contains(constant.Name))
            throw new ArgumentException($"The network already has a '{constant.Name}'.", nameof(constant));
        constant.Attach(this, _columns.Add(constant.Name, AttributeKind.Real, 1));
        _constants.Add(constant);
        return constant;
    }

    /// <summary>The population of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Population GetPopulation(string name) =>
        TryGetPopulation(name) ?? throw Unknown("population", name, _populations.Select(p => p.Name));

    /// <summary>The projection of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Projection GetProjection(string name) =>
        TryGetProjection(name) ?? throw Unknown("projection", name, _projections.Select(p => p.Name));

    /// <summary>The monitor of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Monitor GetMonitor(string name) => TryGetMonitor(name) ?? throw Unknown("monitor", name, _monitors.Select(m => m.Name));

    /// <summary>The constant of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Constant GetConstant(string name) =>
        _constants.Find(c => c.Name == name) ?? throw Unknown("constant", name, _constants.Select(c => c.Name));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the network's memory; using it afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    /// <param name="disposing">Whether it was called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _disposed = true;
        ReleaseDevice();
        _team?.Dispose();
        foreach (var monitor in _monitors)
            monitor.Free();
        foreach (var projection in _projections)
            projection.Free();
        foreach (var population in _populations)
            population.Free();
        foreach (var constant in _constants)
            constant.Detach(this);
        _columns.Dispose();
    }

    internal void CheckNotDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private static void CheckDefined<T>(T value, string parameter)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(parameter, value, $"There is no such {typeof(T).Name}.");
    }

    private static KeyNotFoundException Unknown(string what, string name, IEnumerable<string> known) =>
        new($"The network has no {what} '{name}'. It has: {string.Join(", ", known)}.");

    private static string UniqueName(string? requested, string prefix, int index, string what, Func<string, bool> isTaken)
    {
        if (requested is not null)
        {
            if (string.IsNullOrWhiteSpace(requested))
                throw new ArgumentException($"The name of a {what} cannot be empty.");
            return isTaken(requested) ? throw new ArgumentException($"The network already has a {what} '{requested}'.") : requested;
        }

        while (isTaken($"{prefix}{index}"))
            index++;
        return $"{prefix}{index}";
    }

    private Monitor NewMonitor(string target, NameList variables, double period, double offset, bool start, string? name)
    {
        if (variables.Count == 0)
            throw new ArgumentException("A monitor needs at least one variable.", nameof(variables));
        var unique = UniqueName(name, "monitor", _monitors.Count, "monitor", n => TryGetMonitor(n) is not null);
        return new Monitor(this, unique, target, variables, period, offset, start);
    }

    private Monitor Add(Monitor monitor, Recorder[] recorders)
    {
        monitor.Attach(World.Create(new Named(monitor.Name), new MonitorWindow(monitor)), recorders);
        _monitors.Add(monitor);
        return monitor;
    }

    private Population? TryGetPopulation(string name) => _populations.Find(p => p.Name == name);

    private Projection? TryGetProjection(string name) => _projections.Find(p => p.Name == name);

    private Monitor? TryGetMonitor(string name) => _monitors.Find(m => m.Name == name);

    private NeuronGroup Resolve(ProjectionEnd end, string parameter)
    {
        if (end.Name is not null)
        {
            return TryGetPopulation(end.Name)
                ?? throw new ArgumentException(Unknown("population", end.Name, _populations.Select(p => p.Name)).Message, parameter);
        }

        if (end.Neurons is null)
            throw new ArgumentException("A projection needs a population, a view or a name at both ends.", parameter);
        CheckOwn(end.Neurons, parameter);
        return end.Neurons;
    }

    private void CheckOwn(NeuronGroup neurons, string parameter)
    {
        if (!neurons.Whole.IsAttached)
            throw new ArgumentException($"{neurons.Name} is not part of a network yet: pass it to Network.Create first.", parameter);
        if (neurons.Whole.Network != this)
            throw new ArgumentException($"{neurons.Name} belongs to another network.", parameter);
    }

    private void CheckOwn(Projection projection, string parameter)
    {
        CheckNotDisposed();
        if (projection.Network != this)
            throw new ArgumentException($"Projection '{projection.Name}' belongs to another network.", parameter);
    }

    private void CheckCanGrow(string what)
    {
        CheckNotDisposed();
        if (IsCompiled)
            throw new InvalidOperationException($"The network is compiled: a {what} cannot be added any more.");
    }
}
