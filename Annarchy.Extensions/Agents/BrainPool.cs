using Annarchy.Agents;

namespace Annarchy;

/// <summary>
/// The brains of many agents as one structure of arrays: spawned and despawned while it runs, all stepped by one call. Each behaves bit for
/// bit like the template's network by itself with the same seed.
/// </summary>
/// <remarks>
/// No method allocates managed memory, and no thread is started. A pool is used by one thread at a time; pools of one template may
/// be used by different threads.
/// </remarks>
public sealed partial class BrainPool : IDisposable
{
    private readonly NetworkReplicas _replicas;
    private readonly BrainPort[] _sensors;
    private readonly BrainPort[] _motors;
    private readonly Slot[] _slots;
    private int _firstFree;
    private bool _disposed;

    internal BrainPool(BrainTemplate template, int capacity, IReadOnlyCollection<string> individual)
    {
        Template = template;
        _replicas = new NetworkReplicas(template.Network, capacity, individual);
        try
        {
            _sensors = [.. template.Sensors.Select(name => new BrainPort(_replicas.Find(name)))];
            _motors = [.. template.Motors.Select(name => new BrainPort(_replicas.Find(name)))];
            foreach (var sensor in _sensors)
            {
                if (!sensor.Column.IsIndividual)
                    throw new ArgumentException($"All brains share '{sensor.Column}', so that it cannot be a sensor: name it in {nameof(individual)}.");
            }
        }
        catch
        {
            _replicas.Dispose();
            throw;
        }

        SensorCount = _sensors.Sum(s => s.Column.Length);
        MotorCount = _motors.Sum(m => m.Column.Length);
        _slots = new Slot[capacity];
        for (var i = 0; i < capacity; i++)
            _slots[i].NextFree = i + 1;
        _maximalCatchUp = Math.Max(1, (int)(100.0 / TimeStep));
    }

    /// <summary>What the brains are.</summary>
    public BrainTemplate Template { get; }

    /// <summary>The most brains alive at once.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Brains alive.</summary>
    public int Count { get; private set; }

    /// <summary>Values of all sensors of a brain.</summary>
    public int SensorCount { get; }

    /// <summary>Values of all motors of a brain.</summary>
    public int MotorCount { get; }

    /// <summary>Bytes of native memory that the brains take.</summary>
    public long MemoryFootprint => _replicas.MemoryFootprint;

    /// <summary>Brings a brain to life: a network just built, with time and random numbers of its own.</summary>
    /// <param name="seed">Seed of its random numbers.</param>
    /// <returns>Its handle.</returns>
    /// <exception cref="InvalidOperationException">The pool is full; see <see cref="TrySpawn"/>.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public BrainHandle Spawn(long seed) => TrySpawn(seed, out var brain) ? brain : throw Full();

    /// <summary>Brings a brain to life if there is room for one.</summary>
    /// <param name="seed">Seed of its random numbers.</param>
    /// <param name="brain">Its handle; the default if the pool is full.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public bool TrySpawn(long seed, out BrainHandle brain)
    {
        CheckNotDisposed();
        brain = default;
        if (Count == Capacity)
            return false;

        var index = _firstFree;
        _replicas.Start(index, seed);
        ref var slot = ref _slots[index];
        _firstFree = slot.NextFree;
        slot.Generation++;
        (slot.IsPaused, slot.Interval, slot.Due) = (false, 1, 0);
        Count++;
        brain = new BrainHandle(index, slot.Generation);
        return true;
    }

    /// <summary>Ends a brain; its handle names nothing any more.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <exception cref="ArgumentException">It is not alive.</exception>
    public void Despawn(BrainHandle brain)
    {
        ref var slot = ref SlotOf(brain);
        slot.Generation++;
        slot.NextFree = _firstFree;
        _firstFree = brain.Index;
        Count--;
    }

    /// <summary>Whether a handle names a brain of this pool that is alive.</summary>
    /// <param name="brain">Any handle.</param>
    public bool IsAlive(BrainHandle brain) =>
        (uint)brain.Index < (uint)_slots.Length && _slots[brain.Index].Generation == brain.Generation && (brain.Generation & 1) == 1;

    /// <summary>Writes all sensors of a brain.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="values">The values, those of the first sensor first; <see cref="SensorCount"/> of them.</param>
    /// <exception cref="ArgumentException">The brain is not alive, or there are more or fewer values.</exception>
    public void Sense(BrainHandle brain, ReadOnlySpan<float> values)
    {
        SlotOf(brain);
        if (values.Length != SensorCount)
            throw WrongLength("sensors", SensorCount, values.Length, nameof(values));
        foreach (var sensor in _sensors)
        {
            sensor.Write(_replicas, brain.Index, values[..sensor.Column.Length]);
            values = values[sensor.Column.Length..];
        }
    }

    /// <summary>Reads all motors of a brain.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="values">Gets the values, those of the first motor first; <see cref="MotorCount"/> of them.</param>
    /// <exception cref="ArgumentException">The brain is not alive, or there is room for more or fewer values.</exception>
    public void Act(BrainHandle brain, Span<float> values)
    {
        SlotOf(brain);
        if (values.Length != MotorCount)
            throw WrongLength("motors", MotorCount, values.Length, nameof(values));
        foreach (var motor in _motors)
        {
            motor.Read(_replicas, brain.Index, values[..motor.Column.Length]);
            values = values[motor.Column.Length..];
        }
    }

    /// <summary>The values of a sensor in place.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>, as the template's <see cref="Network.Precision"/> says.</typeparam>
    /// <param name="brain">A brain alive.</param>
    /// <param name="sensor">Number of the sensor in <see cref="BrainTemplate.Sensors"/>.</param>
    /// <returns>One element per neuron; valid until the brain is despawned.</returns>
    /// <exception cref="ArgumentException">The brain is not alive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sensor.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the elements.</exception>
    public Span<T> Sensor<T>(BrainHandle brain, int sensor = 0)
        where T : unmanaged => Values<T>(brain, PortOf(_sensors, sensor, "sensors").Column);

    /// <summary>The values of a motor in place.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="motor">Number of the motor in <see cref="BrainTemplate.Motors"/>.</param>
    /// <inheritdoc cref="Sensor{T}(BrainHandle, int)"/>
    public ReadOnlySpan<T> Motor<T>(BrainHandle brain, int motor = 0)
        where T : unmanaged => Values<T>(brain, PortOf(_motors, motor, "motors").Column);

    /// <summary>Finds an attribute for <see cref="Values"/>; keep what it returns, since it searches by name.</summary>
    /// <param name="name"><c>"population.attribute"</c> or <c>"projection.attribute"</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ReplicatedColumn Find(string name) => _replicas.Find(name);

    /// <summary>The values of any attribute of a brain in place.</summary>
    /// <typeparam name="T">The type of the elements, see <see cref="ReplicatedColumn.ElementType"/>.</typeparam>
    /// <param name="brain">A brain alive.</param>
    /// <param name="attribute">What <see cref="Find"/> found.</param>
    /// <returns>One element per neuron or synapse; valid until the brain is despawned.</returns>
    /// <exception cref="ArgumentException">The brain is not alive, or the attribute is of another pool.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the elements.</exception>
    public Span<T> Values<T>(BrainHandle brain, ReplicatedColumn attribute)
        where T : unmanaged
    {
        SlotOf(brain);
        return _replicas.Values<T>(attribute, brain.Index);
    }

    /// <summary>Ranks of the neurons of a brain that spiked in its last step, ascending.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="population">A spiking population of the template's network.</param>
    /// <exception cref="ArgumentException">The brain is not alive, or the population is none of the template's.</exception>
    public ReadOnlySpan<int> Spikes(BrainHandle brain, Population population)
    {
        SlotOf(brain);
        return _replicas.Spikes(population, brain.Index);
    }

    /// <summary>Frees the memory of the brains.</summary>
    public void Dispose()
    {
        _disposed = true;
        _replicas.Dispose();
    }

    private void CheckNotDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private ref Slot SlotOf(BrainHandle brain)
    {
        CheckNotDisposed();
        if (!IsAlive(brain))
            throw NotAlive(brain);
        return ref _slots[brain.Index];
    }

    private static BrainPort PortOf(BrainPort[] ports, int number, string what) =>
        (uint)number < (uint)ports.Length
            ? ports[number]
            : throw new ArgumentOutOfRangeException(nameof(number), number, $"The template has {ports.Length} {what}.");

    private static ArgumentException NotAlive(BrainHandle brain) =>
        new($"Brain {brain.Index} (generation {brain.Generation}) is not alive: it was despawned, or is none of this pool.", nameof(brain));

    private static ArgumentException WrongLength(string what, int expected, int given, string parameter) =>
        new($"The brains have {expected} values of {what}; the span has {given}.", parameter);

    private InvalidOperationException Full() => new($"The pool has room for {Capacity} brains, and all of them are alive.");

    /// <summary>A place for a brain.</summary>
    private struct Slot
    {
        /// <summary>Odd while a brain lives there.</summary>
        public int Generation;

        /// <summary>The next place without a brain, where there is none.</summary>
        public int NextFree;

        /// <summary>Steps that are due and not done.</summary>
        public int Due;

        /// <summary>One step in so many is done.</summary>
        public int Interval;

        public bool IsPaused;

        public readonly bool IsRunning => (Generation & 1) == 1 && !IsPaused;
    }
}
