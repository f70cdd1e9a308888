using Annarchy.Language;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy;

/// <summary>
/// Many instances of one network as one structure of arrays: the same synapses, but values, random numbers and clocks of their own. An
/// instance behaves bit for bit like the network by itself with the same <see cref="Network.Seed"/> and <see cref="Network.BuildSeed"/>.
/// </summary>
/// <remarks>
/// <para>Rows of an instance follow each other in every column, and the rows of the next instance follow them, so that instances whose
/// clocks agree are updated by one run of a kernel, and all steps of a few instances are done before the next ones, while they are in
/// the nearest cache.</para>
/// <para>Variables are every instance's own, and so are parameters of single neurons, and weights that change. Parameters of a whole
/// population, and weights and other parameters of synapses, are shared unless they are named. What instances start with, and
/// switches like <see cref="Projection.Plasticity"/>, are those of the network; values it was assigned are the same for all.</para>
/// <para>No member of it but the constructor allocates managed memory. One thread at a time may use it.</para>
/// </remarks>
public sealed class NetworkReplicas : IDisposable
{
    /// <summary>Bytes that the instances stepped together may have, to stay in the cache of a core.</summary>
    private const int CacheBytes = 256 * 1024;

    private readonly InstanceMemory _memory;
    private readonly List<IDisposable> _owned = [];
    private readonly IRangeSystem[] _systems;
    private readonly (InitialDraw Draw, Column Column)[] _draws;
    private readonly InstanceState _state;
    private readonly Column _time;
    private readonly Column _step;
    private readonly long[] _steps;
    private readonly ulong[] _seeds;
    private readonly int _together;
    private bool _disposed;

    /// <summary>Makes room for instances.</summary>
    /// <param name="network">
    /// The network; compiled here if it was not, and not run. It must outlive the instances, and cannot be of a kind they cannot run:
    /// structural plasticity, inputs with a schedule and systems of the user are refused.
    /// </param>
    /// <param name="capacity">How many instances there is room for.</param>
    /// <param name="individual">
    /// Names of shared attributes that every instance shall have for itself: <c>"population.attribute"</c> or <c>"projection.attribute"</c>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not positive.</exception>
    /// <exception cref="ArgumentException">There is no such attribute, or the network was simulated already.</exception>
    /// <exception cref="NotSupportedException">The network has something that instances cannot run; the message names it.</exception>
    public NetworkReplicas(Network network, int capacity, params IReadOnlyCollection<string> individual)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(individual);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        if (network.Device is { } device)
            throw new NotSupportedException($"Instances of a network run on the processor, this one is made for '{device.Name}'.");
        network.Compile();
        if (network.CurrentStep != 0)
            throw new ArgumentException("The network was simulated already: instances start from a network as it was built.", nameof(network));
        Network = network;
        Capacity = capacity;
        CheckPipeline();
        _memory = new InstanceMemory(capacity);
        try
        {
            CheckNames(individual);
            (_time, _step) = (_memory.Detach(network.NetworkColumn(SlotNames.Time)), _memory.Detach(network.NetworkColumn(SlotNames.Step)));
            foreach (var population in network.Populations)
                population.Replicate(_memory, a => individual.Contains($"{population.Name}.{a}"), DelayOf(population));
            foreach (var projection in network.Projections)
                projection.Replicate(_memory, a => individual.Contains($"{projection.Name}.{a}"));
            _state = new InstanceState(_memory);
            _together = Math.Clamp(CacheBytes / Math.Max(_state.Bytes, 1), 1, capacity);
            _systems = CreateSystems();
        }
        catch
        {
            Free();
            throw;
        }

        var draws = network.Populations.SelectMany(p => p.InitialDraws).Concat(network.Projections.SelectMany(p => p.InitialDraws));
        _draws = [.. draws.Where(d => _memory.Columns.ContainsKey(d.Column) && d.IsUntouched((ulong)network.Seed)).Select(d => (d, _memory.Of(d.Column)))];
        _steps = new long[capacity];
        _seeds = new ulong[capacity];
        for (var instance = 0; instance < capacity; instance++)
            Start(instance, network.Seed);
    }

    /// <summary>The network whose instances they are.</summary>
    public Network Network { get; }

    /// <summary>How many instances there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public int StateBytes => _state.Bytes + (2 * sizeof(long));

    /// <summary>Bytes of native memory.</summary>
    public long MemoryFootprint => (long)_memory.ByteCount;

    /// <summary>Makes an instance a network just built: time 0, initial values, no spikes.</summary>
    /// <param name="instance">From 0.</param>
    /// <param name="seed">Seed of its random numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public void Start(int instance, long seed)
    {
        Check(instance);
        _state.Start(instance);
        foreach (var (draw, column) in _draws)
            Network.DrawInitial(draw.Distribution, column, instance, (ulong)seed, draw.Object, draw.Attribute);
        _state.ForgetPast(instance);
        (_steps[instance], _seeds[instance]) = (0, (ulong)seed);
    }

    /// <summary>Steps an instance has done.</summary>
    /// <param name="instance">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public long StepsOf(int instance)
    {
        Check(instance);
        return _steps[instance];
    }

    /// <summary>The seed an instance was started with.</summary>
    /// <param name="instance">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public long SeedOf(int instance)
    {
        Check(instance);
        return (long)_seeds[instance];
    }

    /// <summary>Runs consecutive instances.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="steps">Steps of the network that each of them does.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such instances, or a number is negative.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, or the network was.</exception>
    public void Run(int first, int count, long steps)
    {
        CheckNotDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity - first);
        var end = first + count;
        for (var next = first; next < end; next = first)
        {
            var limit = Math.Min(next + _together, end);
            for (first = next + 1; first < limit && _steps[first] == _steps[next];)
                first++;
            RunTogether(next, first - next, steps);
        }
    }

    /// <summary>Finds an attribute of a population or projection.</summary>
    /// <param name="name"><c>"population.attribute"</c> or <c>"projection.attribute"</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ReplicatedColumn Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        CheckNotDisposed();
        var column = FindColumn(name) ?? throw new KeyNotFoundException(Unknown(name));
        return new ReplicatedColumn(this, name, _memory.Of(column), _memory.Columns.ContainsKey(column));
    }

    /// <summary>The values of an attribute of an instance in place: writing to the span changes the instance.</summary>
    /// <typeparam name="T">The type of the elements, see <see cref="ReplicatedColumn.ElementType"/>.</typeparam>
    /// <param name="attribute">What <see cref="Find"/> found.</param>
    /// <param name="instance">From 0.</param>
    /// <returns>
    /// One element per neuron, in order of rank, or per synapse, in the order they are stored in, where some elements may belong to none.
    /// </returns>
    /// <exception cref="ArgumentException">The attribute belongs to other replicas.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the elements.</exception>
    public Span<T> Values<T>(ReplicatedColumn attribute, int instance)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Check(instance);
        if (attribute.Owner != this)
            throw new ArgumentException($"'{attribute.Name}' is an attribute of other replicas.", nameof(attribute));
        return attribute.Column.AsSpan<T>(attribute.Column.Instances == 1 ? 0 : instance);
    }

    /// <summary>Ranks of the neurons of an instance that spiked in its last step, ascending.</summary>
    /// <param name="population">A spiking population of the network.</param>
    /// <param name="instance">From 0.</param>
    /// <returns>Valid until the instance is run again.</returns>
    /// <exception cref="ArgumentException">The population is of another network, or rate-coded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public ReadOnlySpan<int> Spikes(Population population, int instance)
    {
        ArgumentNullException.ThrowIfNull(population);
        Check(instance);
        if (!population.IsAttached || population.Network != Network || population.Spikes is null)
            throw new ArgumentException($"'{population.Name}' is no spiking population of the network.", nameof(population));
        return _memory.Of(population.Spikes).At(instance, _steps[instance] - 1);
    }

    /// <summary>Copies everything an instance consists of into a buffer.</summary>
    /// <param name="instance">From 0.</param>
    /// <param name="destination">At least <see cref="StateBytes"/> long.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public void Save(int instance, Span<byte> destination)
    {
        Check(instance);
        CheckBuffer(destination.Length, nameof(destination));
        BitConverter.TryWriteBytes(destination, _steps[instance]);
        BitConverter.TryWriteBytes(destination[sizeof(long)..], _seeds[instance]);
        _state.Save(instance, destination[(2 * sizeof(long))..]);
    }

    /// <summary>Makes an instance what was saved, of this instance or another one of the same network.</summary>
    /// <param name="instance">From 0.</param>
    /// <param name="source">What <see cref="Save"/> wrote, by replicas with the same individual attributes.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public void Load(int instance, ReadOnlySpan<byte> source)
    {
        Check(instance);
        CheckBuffer(source.Length, nameof(source));
        _steps[instance] = BitConverter.ToInt64(source);
        _seeds[instance] = BitConverter.ToUInt64(source[sizeof(long)..]);
        _state.Load(instance, source[(2 * sizeof(long))..]);
    }

    /// <summary>Frees the memory of the instances, not the network.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Free();
    }

    private void RunTogether(int first, int count, long steps)
    {
        var begin = _steps[first];
        for (var step = begin; step < begin + steps; step++)
        {
            _time[0] = step * Network.TimeStep;
            _step[0] = step;
            var range = new InstanceRange(first, count, step, _seeds);
            foreach (var system in _systems)
                system.Run(in range);
        }

        _steps.AsSpan(first, count).Fill(begin + steps);
    }

    /// <summary>The systems of a step in the order of the network's own pipeline.</summary>
    private IRangeSystem[] CreateSystems()
    {
        var stages = new List<(Stage Stage, IRangeSystem System)>();
        Column[] sums = [.. Network.Populations.SelectMany(p => p.Sums).Select(_memory.Of)];
        if (sums.Length > 0)
            stages.Add((Stage.Transmission, new InstanceSums(sums)));
        var traversals = new List<IDisposable>();
        foreach (var projection in Network.Projections)
        {
            foreach (var (stage, system) in projection.CreateSystems(_memory, traversals))
                Add(stage, system as IInstanceSystem ?? throw Unable(system));
        }

        foreach (var population in Network.Populations.Where(p => p.Program.SumsAllTargets))
            Add(Stage.Transmission, new TotalSumSystem(population, _memory));
        foreach (var population in Network.Populations)
        {
            var update = new InstanceUpdate(population, _memory, _together);
            _owned.Add(update);
            stages.Add((Stage.NeuronUpdate, update));
            if (population.Histories is { Length: > 0 } histories)
                Add(Stage.Spike, new HistorySystem(population, [.. histories.Select(_memory.Of)]));
            if (population.AllOperations is { Count: > 0 } operations)
                Add(Stage.Spike, new GlobalOperations(population, operations, _memory));
        }

        _owned.AddRange(traversals);
        return [.. stages.OrderBy(s => s.Stage).Select(s => s.System)];

        void Add(Stage stage, IInstanceSystem system)
        {
            if (system is IDisposable disposable)
                _owned.Add(disposable);
            stages.Add((stage, system as IRangeSystem ?? new EachInstance(system, stage > Stage.Spike)));
        }
    }

    private void CheckPipeline()
    {
        foreach (var system in Network.Pipeline.Systems)
        {
            var isKnown = system is IInstanceSystem or ClearSumsSystem or NeuronUpdateSystem or SpikeSystem or Monitors.RecordingSystem;
            if (!isKnown && !Network.Projections.Any(p => p.RunsInInstances && p.Owns(system)))
                throw Unable(system);
        }
    }

    private static NotSupportedException Unable(ISystem system) => new($"Instances of a network cannot run '{system.Name}'.");

    private void CheckNames(IEnumerable<string> individual)
    {
        foreach (var name in individual)
        {
            if (FindColumn(name) is null)
                throw new ArgumentException(Unknown(name), nameof(individual));
        }
    }

    private int DelayOf(Population population) =>
        Network.Projections.Where(p => p.Pre.Whole == population).Select(p => p.Connectivity.MaxDelay).Append(1).Max();

    private Column? FindColumn(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0)
            return null;
        var (owner, attribute) = (name[..dot], name[(dot + 1)..]);
        if (Network.Populations.FirstOrDefault(p => p.Name == owner) is { } population && population.Columns.TryGet(attribute, out var column))
            return column;
        return Network.Projections.FirstOrDefault(p => p.Name == owner)?.FindColumn(attribute);
    }

    private string Unknown(string name)
    {
        List<string> known =
        [
            .. Network.Populations.SelectMany(p => p.Attributes.Select(a => $"{p.Name}.{a}")),
            .. Network.Projections.SelectMany(p => p.Attributes.Select(a => $"{p.Name}.{a}")),
        ];
        var hint = NearestName.Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        return $"The network has no attribute '{name}'.{hint} It has: {string.Join(", ", known)}.";
    }

    private void Check(int instance)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if ((uint)instance >= (uint)Capacity)
            throw new ArgumentOutOfRangeException(nameof(instance), instance, $"There are {Capacity} instances.");
    }

    private void CheckBuffer(int length, string parameter)
    {
        if (length < StateBytes)
            throw new ArgumentException($"An instance takes {StateBytes} bytes; the buffer has {length}.", parameter);
    }

    private void CheckNotDisposed()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Network.CheckNotDisposed();
    }

    private void Free()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        _memory.Dispose();
    }
}
